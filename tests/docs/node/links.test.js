// Links and anchors lead somewhere, and so do the paths and flags that pages name.
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { REPOSITORY, pages } = require("./pages.js");

const all = pages();
const exists = (file) => fs.existsSync(path.join(REPOSITORY, file));

async function anchorsOf(page) {
  const { default: Slugger } = await import("github-slugger");
  const slugger = new Slugger();
  return page.headings.map((heading) => slugger.slug(heading));
}

test("no dead links", async () => {
  const dead = [];
  let links = 0;
  for (const page of all) {
    for (const { line, href } of page.links) {
      if (/^https?:/.test(href)) continue; // what the network holds today is no business of a test
      links += 1;
      const [target, anchor] = href.split("#");
      const file = target === "" ? page.file : path.normalize(path.join(path.dirname(page.file), decodeURIComponent(target)));
      if (!exists(file)) dead.push(`${page.file}:${line}: ${href}: there is no ${file}`);
      else if (anchor !== undefined) {
        const linked = all.find((each) => each.file === file);
        if (!linked || !(await anchorsOf(linked)).includes(anchor)) dead.push(`${page.file}:${line}: ${href}: ${file} has no such heading`);
      }
    }
  }
  assert.deepStrictEqual(dead, []);
  assert.ok(links > 40, `only ${links} links were found`);
});

test("every page can be reached from the README", () => {
  const reached = new Set(["README.md"]);
  for (const file of reached) {
    for (const { href } of all.find((page) => page.file === file)?.links ?? []) {
      if (!/^https?:|^#/.test(href)) reached.add(path.normalize(path.join(path.dirname(file), href.split("#")[0])));
    }
  }
  assert.deepStrictEqual(all.map((page) => page.file).filter((file) => !reached.has(file)), []);
});

test("paths of the repository that pages name exist", () => {
  const top = /^(simulator|scenarios|fixtures|tests|docker)\/[\w./-]+$/;
  const gone = [];
  for (const page of all) {
    for (const { line, text } of page.codes) {
      if (/[A-Z]{4,}(?!\.md)/.test(text)) continue; // tests/api/FAMILY_test.cpp
      if (top.test(text) && ![text, `${text}.cpp`, `${text}.hpp`].some(exists)) gone.push(`${page.file}:${line}: ${text}`);
    }
  }
  assert.deepStrictEqual(gone, []);
});

test("pages name the flags that there are, and all of them", () => {
  const dashsim = (...args) => execFileSync(process.env.DASHSIM, args, { encoding: "utf8" });
  const flagsIn = (text) => text.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [];
  const manual = new Set(flagsIn(dashsim("man").replace(/\\f[BIR]/g, " ").replaceAll("\\-", "-")));
  manual.add("--help").add("--version");
  const told = all.flatMap((page) => page.codes.map(({ text }) => text)).join("\n");
  const missing = flagsIn(dashsim("serve", "--help")).filter((flag) => !flagsIn(told).includes(flag));
  assert.deepStrictEqual([...new Set(missing)].filter((flag) => flag !== "--help"), [], "no page tells of these");
  const unknown = all.flatMap((page) =>
    page.codes.filter(({ text }) => text.startsWith("--")).flatMap(({ line, text }) =>
      flagsIn(text).filter((flag) => !manual.has(flag)).map((flag) => `${page.file}:${line}: ${flag}`)));
  assert.deepStrictEqual(unknown, [], "dashsim has no such flags");
});
