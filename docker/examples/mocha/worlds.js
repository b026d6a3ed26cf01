// A world for each test, of nothing but a user's name. The server runs with --auto-worlds.
"use strict";
const numbers = require("@bandwidth/numbers");

const SERVER = process.env.DASHSIM_URL ?? "http://127.0.0.1:8080";

class World {
  constructor(name) {
    this.name = name;
    this.client = new numbers.Client(9900000, `tester~${name}`, "secret", null, null, { apiEndPoint: `${SERVER}/api` });
  }
  async control(method, path, body) {
    const response = await fetch(`${SERVER}/_sim${path}`, {
      method,
      headers: { "X-Sim-World": this.name },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return JSON.parse(text);
  }
  advance(goal = { until: "idle" }) {
    return this.control("POST", "/clock/advance", goal);
  }
  // Throws, with the nearest requests, if they were not asked.
  verify(wanted) {
    return this.control("POST", "/verify", wanted);
  }
  gone() {
    return fetch(`${SERVER}/_sim/worlds/${this.name}`, { method: "DELETE" });
  }
}

let count = 0;
exports.mochaHooks = {
  beforeEach() {
    this.world = new World(`test-${process.pid}-${(count += 1)}`);
  },
  async afterEach() {
    await this.world.gone();
  },
};
