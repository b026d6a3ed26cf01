// The Markdown pages of the repository, taken apart.
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const MarkdownIt = require("markdown-it");

const REPOSITORY = process.env.REPOSITORY;
const markdown = new MarkdownIt({ html: true });

function read(file) {
  return fs.readFileSync(path.join(REPOSITORY, file), "utf8");
}

// Files of the repository with that ending, tracked or new, as paths from its root.
function files(ending) {
  const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: REPOSITORY, encoding: "utf8" });
  return list.split("\n").filter((file) => file.endsWith(ending) && fs.existsSync(path.join(REPOSITORY, file)));
}

// What a fence says behind its backquotes: `sh no-run REASON`, `js file=order.js`, `text output`.
function readInfo(info) {
  const [language = "", ...words] = info.trim().split(/\s+/);
  const file = words.find((word) => word.startsWith("file="))?.slice("file=".length);
  const of = words.find((word) => word.startsWith("of="))?.slice("of=".length);
  const [mark] = words.filter((word) => !word.includes("="));
  return { language, file, of, mark, words };
}

function takeApart(file) {
  const tokens = markdown.parse(read(file), {});
  const page = { file, headings: [], links: [], codes: [], blocks: [] };
  let line = 1;
  for (const token of tokens) {
    if (token.map) line = token.map[0] + 1; // cells of a table have none
    if (token.type === "fence") page.blocks.push({ ...readInfo(token.info), line, text: token.content });
    if (token.type !== "inline") continue;
    const level = tokens[tokens.indexOf(token) - 1];
    if (level.type === "heading_open") page.headings.push(token.children.map((child) => child.content).join(""));
    for (const child of token.children) {
      if (child.type === "link_open") page.links.push({ line, href: child.attrGet("href") });
      if (child.type === "image") page.links.push({ line, href: child.attrGet("src") });
      if (child.type === "code_inline") page.codes.push({ line, text: child.content });
    }
  }
  return page;
}

module.exports = { REPOSITORY, read, files, takeApart, pages: () => files(".md").map(takeApart) };
