// Every block of every page is run, or checked as its language allows, against a server that was just started.
//
// The language is the first word behind the backquotes; others may follow:
//   sh                 runs in one shell a page, so that variables stay; it fails where a command fails
//   sh server          starts a server instead of the page's usual one
//   sh fails           has to fail: a red test
//   sh no-run REASON   is only read (bash -n)
//   LANGUAGE file=NAME is written to the page's folder, for the commands that follow; of YAML only scenarios are checked
//   text output        is what the commands before it print; ... stands for anything
"use strict";
const assert = require("node:assert");
const { execFileSync, spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const YAML = require("yaml");
const { REPOSITORY, pages, read } = require("./pages.js");
const { Server, freePort } = require("./server.js");

const NO_RUN_MAX = 12; // in all pages together; each says why

// A page's folder: what is in the repository can be named as from its root, and what is written is gone afterwards.
function makeFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `dashsim-docs-${process.pid}-`));
  for (const name of fs.readdirSync(REPOSITORY)) {
    if (name.startsWith(".") || name === "build") continue;
    if (name === "docker") fs.cpSync(path.join(REPOSITORY, name), path.join(folder, name), { recursive: true }); // its examples want node_modules
    else fs.symlinkSync(path.join(REPOSITORY, name), path.join(folder, name));
  }
  fs.symlinkSync(path.join(__dirname, "node_modules"), path.join(folder, "node_modules"));
  fs.mkdirSync(path.join(folder, "bin"));
  fs.symlinkSync(process.env.DASHSIM, path.join(folder, "bin/dashsim"));
  fs.symlinkSync("/usr/bin/python3", path.join(folder, "bin/python3")); // Debian's, for which sim has installed pytest
  return folder;
}

// One bash that is given a file after the other.
class Shell {
  constructor(folder, env) {
    this.folder = folder;
    this.count = 0;
    this.child = spawn("bash", ["-eu", "-o", "pipefail"], { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    this.said = "";
    this.child.stdout.setMaxListeners(0);
    this.child.stdout.on("data", (data) => (this.said += data));
    this.child.stderr.on("data", (data) => (this.said += data));
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
  }
  // What the commands print on stdout; an error with all they say if one fails.
  async run(text) {
    const base = path.join(this.folder, `.block-${(this.count += 1)}`);
    fs.writeFileSync(`${base}.sh`, text);
    this.child.stdin.write(`. ${base}.sh > ${base}.out 2> ${base}.err < /dev/null\necho done ${this.count}\n`);
    const done = new Promise((resolve) => {
      const look = () => this.said.includes(`done ${this.count}\n`) && resolve(true);
      this.child.stdout.on("data", look);
    });
    const good = await Promise.race([done, this.ended.then(() => false)]);
    const out = fs.readFileSync(`${base}.out`, "utf8");
    if (!good) throw new Error(`${out}${fs.readFileSync(`${base}.err`, "utf8")}${this.said}`);
    return out;
  }
  stop() {
    try {
      process.kill(-this.child.pid, "SIGKILL"); // also what it has left in the background
    } catch {
      // it has ended
    }
  }
}

// Whether `text` is what `shown` shows: ... stands for anything, and answers need not end their lines.
function looksLike(shown, text) {
  const quoted = (piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s*");
  return new RegExp(`^${shown.trim().split("...").map(quoted).join("[^]*")}$`).test(text.trim());
}

const checks = {
  js: (text) => new Function("require", "module", "exports", text.replace(/^import .*$/gm, "")),
  json: (text) => JSON.parse(text),
  python: (text) => execFileSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: text }),
  java: (text) => require("./java.js").parseJava(text),
  // A scenario, whole or in part.
  yaml: (text, folder) => {
    const file = path.join(folder, ".snippet.yaml");
    fs.writeFileSync(file, "scenario" in YAML.parse(text) ? text : `scenario: snippet\n${text}`);
    const { status, stdout, stderr } = spawnSync(process.env.DASHSIM, ["check", file], { encoding: "utf8" });
    assert.strictEqual(status, 0, stdout + stderr);
  },
  // A piece of the sources: it has to stand there.
  cpp: (text, folder, { of, line }) => {
    assert.ok(of, `line ${line}: of=FILE says where it stands`);
    const squeezed = (all) => all.replace(/\/\/\/?.*$/gm, "").replace(/\s+/g, " ");
    for (const piece of squeezed(text).split("... ")) assert.ok(squeezed(read(of)).includes(piece.trim()), `${of} has no: ${piece}`);
  },
  xml: (text) => assert.match(text.trim(), /^<(\w+)[^]*<\/\1>$/),
  mermaid: (text, folder, { of }) => assert.ok(of || /^(flowchart|sequenceDiagram|stateDiagram)/.test(text)),
  text: () => {},
};

const all = pages();

test("few blocks are not run, and each says why", () => {
  const unrun = all.flatMap((page) => page.blocks.filter(({ mark }) => mark === "no-run"));
  for (const { words } of unrun) assert.ok(words.length > 2, "sh no-run REASON");
  assert.ok(unrun.length <= NO_RUN_MAX, `${unrun.length} are not run`);
});

for (const page of all.filter(({ blocks }) => blocks.length > 0)) {
  test(page.file, async () => {
    const folder = makeFolder();
    const ports = { 8080: await freePort(), 9000: await freePort() };
    // The ports that pages name are those of this test.
    const placed = (text) => text.replace(/\b(localhost|127\.0\.0\.1):(8080|9000)\b/g, (whole, host, port) => `${host}:${ports[port]}`)
      .replace(/\blisten\(9000\b/g, `listen(${ports[9000]}`);
    const env = { ...process.env, PATH: `${folder}/bin:${process.env.PATH}`, LC_ALL: "C.UTF-8", DASHSIM_PORT: String(ports[8080]) };
    delete env.NODE_TEST_CONTEXT; // tests that pages run are none of this one's
    let server;
    const serve = async (command) => {
      await server?.stop();
      server = await Server.start(command, { cwd: folder, env, port: ports[8080] });
    };
    const shell = new Shell(folder, env);
    let printed;
    try {
      for (const block of page.blocks) {
        const { language, mark, file, line } = block;
        const text = placed(block.text);
        try {
          if (language === "sh" && mark === "no-run") execFileSync("bash", ["-n"], { input: text });
          else if (language === "sh" && mark === "server") await serve(text);
          else if (language === "sh") {
            if (!server) await serve("exec dashsim serve");
            printed = await shell.run(mark === "fails" ? `! (\n${text}\n)` : text);
          } else if (language === "text" && mark === "output") {
            assert.ok(looksLike(text, printed), `the page shows\n${text}\nbut it is\n${printed}`);
          } else {
            assert.ok(checks[language], `what is ${language || "a block without a language"}?`);
            await checks[language](text, folder, block);
          }
          if (file) {
            fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
            fs.writeFileSync(path.join(folder, file), text);
          }
        } catch (error) {
          throw new Error(`${page.file}:${line}: ${error.message}`);
        }
      }
    } finally {
      shell.stop();
      await server?.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
}
