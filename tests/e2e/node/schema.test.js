// The JSON Schema that editors complete scenarios with takes every worked scenario, and finds what `check` finds.
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const Ajv = require("ajv");
const YAML = require("yaml");

const SCENARIOS = path.join(process.env.REPOSITORY, "scenarios");
const schema = JSON.parse(execFileSync(process.env.DASHSIM, ["schema"], { maxBuffer: 1 << 26 }));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

function mistakes(scenario) {
  return validate(scenario) ? [] : validate.errors.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

test("the schema takes every worked scenario", () => {
  const files = fs.readdirSync(SCENARIOS).filter((name) => name.endsWith(".yaml"));
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = fs.readFileSync(path.join(SCENARIOS, file), "utf8");
    assert.deepStrictEqual(mistakes(YAML.parse(text)), [], file);
  }
});

test("the schema complains of what check refuses", () => {
  const bad = (text, mistake) => assert.deepStrictEqual(mistakes(YAML.parse(`scenario: x\n${text}`)), [mistake]);
  bad("clok: {}", " additionalProperties");
  bad("clock: {mode: manul}", "/clock/mode enum");
  bad("clock: {start: soon}", "/clock/start pattern");
  bad("clock: {poll_advance: 5 parsecs}", "/clock/poll_advance pattern");
  bad("seed: -1", "/seed minimum");
  bad("users: {name: a}", "/users type");
  bad("faults: [{connection: reset}]", "/faults/0 required");
  bad("inventory: [{block: 919439xxxxx1, rate_center: A, state: NC}]", "/inventory/0/block pattern");
  bad("lifecycles: {orders: [{name: a, steps: [{status: [RECEIVED]}]}]}", "/lifecycles/orders/0/steps/0/status type");
});
