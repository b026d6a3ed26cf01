// What is made by a program is what the program makes today.
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const { test } = require("node:test");
const { diagramOf } = require("./diagrams.js");
const { pages, read } = require("./pages.js");

const dashsim = (...args) => execFileSync(process.env.DASHSIM, args, { encoding: "utf8", maxBuffer: 1 << 26 });

for (const [file, ...command] of [
  ["scenarios/magic-numbers.md", "magic"],
  ["scenarios/reference.md", "schema", "--format", "markdown"],
  ["simulator/control/reference.md", "api"],
]) {
  test(`${file} is what dashsim ${command.join(" ")} prints`, () => {
    assert.ok(read(file) === dashsim(...command), `make it anew: dashsim ${command.join(" ")} > ${file}`);
  });
}

test("the diagrams are those of the lifecycles", () => {
  let diagrams = 0;
  for (const page of pages()) {
    for (const block of page.blocks.filter(({ language, of }) => language === "mermaid" && of)) {
      diagrams += 1;
      assert.strictEqual(block.text, diagramOf(block.of), `${page.file}:${block.line}: node tests/docs/node/diagrams.js ${block.of}`);
    }
  }
  assert.ok(diagrams > 0);
});

test("the OpenAPI document is one, and the server gives it", async () => {
  const { Validator } = await import("@seriousme/openapi-schema-validator");
  const document = JSON.parse(dashsim("api", "--format", "openapi"));
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  const calls = Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
  const ids = Object.values(document.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
  assert.strictEqual(new Set(ids).size, ids.length);
  // Each call of the index is there.
  const { Server } = require("./server.js");
  const server = await Server.start();
  try {
    assert.deepStrictEqual(await (await fetch(`${server.url}/_sim/openapi.json`)).json(), document);
    const index = await (await fetch(`${server.url}/_sim/`)).json();
    const listed = index.calls.map(({ call }) => call.replace("/NAME", "/{name}").split("?")[0]);
    assert.deepStrictEqual([...new Set(listed)].sort(), calls.sort());
  } finally {
    await server.stop();
  }
});
