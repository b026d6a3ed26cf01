// Testcontainers for Node: one container for all tests. The registry is yours.
"use strict";
const { GenericContainer, Wait } = require("testcontainers");

async function startDashsim() {
  const container = await new GenericContainer("registry.example.com/dashsim:0.1.0")
    .withEnvironment({ DASHSIM_AUTO_WORLDS: "true" })
    .withExposedPorts(8080)
    .withWaitStrategy(Wait.forHttp("/_sim/health", 8080))
    .start();
  return { url: `http://${container.getHost()}:${container.getMappedPort(8080)}`, stop: () => container.stop() };
}

module.exports = { startDashsim };
