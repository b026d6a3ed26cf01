// Starts the binary that the environment variable DASHSIM names, and talks to its control API.
"use strict";
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const readline = require("node:readline");
const numbers = require("@bandwidth/numbers");

const ACCOUNT = 9900000;

// The JSON line on stdout that says that the server is ready.
function readiness(child) {
  return new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`dashsim ended with ${code} before it was ready`)));
  });
}

async function startDashsim() {
  assert.ok(process.env.DASHSIM, "set the environment variable DASHSIM to the path of the dashsim binary");
  const child = spawn(process.env.DASHSIM, ["serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  process.once("exit", () => child.kill("SIGKILL")); // a test that dies leaves no server behind
  const { url } = await readiness(child);

  async function control(method, path, { world, body } = {}) {
    const response = await fetch(`${url}/_sim${path}`, {
      method,
      headers: world ? { "X-Sim-World": world } : {},
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} /_sim${path}: ${response.status} ${text}`);
    return text;
  }

  return {
    // The official client, with tokens off unless an option brings one.
    client: (user, options = {}) =>
      new numbers.Client(ACCOUNT, user, "secret", null, null, { apiEndPoint: `${url}/api`, ...options }),
    // Of the built-in scenario, or of another one's YAML text.
    createWorld: (name, scenario) => control("POST", "/worlds", { body: { name, scenario } }),
    advance: (world, by) => control("POST", "/clock/advance", { world, body: { by } }),
    // What happened until nothing was left to do, each as [what, id, status].
    advanceUntilIdle: async (world) => {
      const report = JSON.parse(await control("POST", "/clock/advance", { world, body: { until: "idle" } }));
      assert.strictEqual(report.idle, true);
      return report.happened.map(({ what, id, status }) => [what, id, status]);
    },
    // Something that the other side does, as {"emergency_call": {...}}.
    happens: (world, event) => control("POST", "/events", { world, body: event }),
    outbox: (world) => control("GET", "/outbox", { world }),
    // Entries that the query selects, oldest first.
    journal: async (world, query) => JSON.parse(await control("GET", `/journal?${new URLSearchParams(query)}`, { world })),
    har: (world) => control("GET", "/journal.har", { world }),
    stop: async () => {
      child.kill("SIGTERM");
      assert.strictEqual(await exited, 0, "exit code after SIGTERM");
    },
  };
}

// The client's callbacks as promises: call(numbers.Order, "get", client, id), call(site, "update", {...}).
function call(target, method, ...args) {
  return new Promise((resolve, reject) => {
    target[method](...args, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

module.exports = { ACCOUNT, startDashsim, call };
