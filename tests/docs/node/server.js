// A dashsim of the binary that the environment variable DASHSIM names.
"use strict";
const { spawn } = require("node:child_process");
const net = require("node:net");
const readline = require("node:readline");

process.setMaxListeners(0);

// A port that was free a moment ago.
function freePort() {
  return new Promise((resolve, reject) => {
    const listener = net.createServer();
    listener.once("error", reject);
    listener.listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}

class Server {
  // `command` is a shell's; it has to end in a server that prints its ready line.
  static async start(command = "exec dashsim serve", { cwd, env = process.env, port = 0 } = {}) {
    const server = new Server();
    const settings = { ...env, DASHSIM_PORT: String(port) };
    const run = command === "exec dashsim serve" ? [process.env.DASHSIM, ["serve"]] : ["bash", ["-ec", command]];
    server.child = spawn(run[0], run[1], { cwd, env: settings, stdio: ["ignore", "pipe", "pipe"], detached: true });
    server.said = "";
    server.child.stderr.on("data", (data) => (server.said += data));
    server.exited = new Promise((resolve) => server.child.once("exit", (code, signal) => resolve(code ?? signal)));
    process.once("exit", () => server.kill("SIGKILL")); // a test that dies leaves no server behind
    const line = await Promise.race([
      new Promise((resolve) => readline.createInterface({ input: server.child.stdout }).once("line", resolve)),
      server.exited.then((code) => Promise.reject(new Error(`the server ended with ${code}: ${server.said}`))),
    ]);
    server.url = JSON.parse(line).url;
    return server;
  }
  kill(signal) {
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // it has ended
    }
  }
  // The exit code.
  stop() {
    this.kill("SIGTERM");
    return this.exited;
  }
}

module.exports = { Server, freePort };
