// Starts the binary that the environment variable DASHSIM names, and talks to its control API.
"use strict";
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const http = require("node:http");
const readline = require("node:readline");

async function startDashsim(args = []) {
  assert.ok(process.env.DASHSIM, "set DASHSIM to the path of the dashsim binary");
  const child = spawn(process.env.DASHSIM, ["serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  const line = await new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once("line", resolve);
    child.once("error", reject);
    exited.then((code) => reject(new Error(`dashsim ended with ${code} before it was ready`)));
  });
  const { url } = JSON.parse(line);

  async function control(method, path, body, world) {
    const response = await fetch(`${url}/_sim${path}`, {
      method,
      headers: world ? { "X-Sim-World": world } : {},
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text;
  }

  return {
    url,
    createWorld: (name) => control("POST", "/worlds", { name }),
    advanceUntilIdle: async (world) =>
      JSON.parse(await control("POST", "/clock/advance", { until: "idle" }, world)),
    har: (world) => control("GET", "/journal.har", undefined, world),
    stop: () => {
      child.kill("SIGTERM");
      return exited;
    },
  };
}

// A customer's server. Requests to /challenged are asked for Basic credentials first.
async function startReceiver() {
  const received = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      const { authorization } = request.headers;
      received.push({ path: request.url, authorization, body });
      if (request.url === "/challenged" && !authorization) {
        response.writeHead(401, { "WWW-Authenticate": 'Basic realm="customer"' });
      }
      response.end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: (path) => `http://127.0.0.1:${server.address().port}${path}`,
    take: () => received.splice(0),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

// The client's callbacks as promises: call(numbers.Order, "get", client, id).
function call(target, method, ...args) {
  return new Promise((resolve, reject) => {
    target[method](...args, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

module.exports = { startDashsim, startReceiver, call };
