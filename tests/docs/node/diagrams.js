// Draws what fixtures/lifecycles says of an order type as a Mermaid diagram of states.
//   node tests/docs/node/diagrams.js portins
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const YAML = require("yaml");

const REPOSITORY = process.env.REPOSITORY ?? path.join(__dirname, "../../..");

// What a step waits for, as an arrow's text.
function waits({ after, at }) {
  return after ? `after ${after}` : at ? `at ${at}` : "";
}

// `of` is a type, or a type and what a lifecycle's `when` looks for: portins/INTERNAL. Without it the one that applies to
// everything is drawn. Triggers come from any state that is not final.
function diagramOf(of) {
  const [type, wanted] = of.split("/");
  const text = fs.readFileSync(path.join(REPOSITORY, "fixtures/lifecycles", `${type}.yaml`), "utf8");
  const lifecycles = YAML.parse(text)[type];
  const lifecycle = lifecycles.find(({ when = {} }) => (wanted ? Object.values(when).includes(wanted) : Object.keys(when).length === 0));
  const arrows = new Set();
  const arrow = (from, to, words) => {
    const label = words.filter(Boolean).join(", ");
    arrows.add(`  ${from} --> ${to}${label ? ` : ${label}` : ""}`);
  };
  const walk = (steps, from, trigger) => {
    let state = from;
    let said = trigger;
    for (const step of steps) {
      if (!step.status) continue;
      arrow(state, step.status, [said, waits(step)]);
      const failures = [[step.status_if_some, "of a part only"], [step.status_if_none, "of nothing"]];
      for (const [other, why] of failures) if (other && other !== step.status) arrow(state, other, [said, waits(step), why]);
      state = step.status;
      said = "";
    }
  };
  walk(lifecycle.steps, "[*]", "");
  for (const [trigger, steps] of Object.entries(lifecycle.on ?? {})) walk(steps, "any_state", trigger);
  return `stateDiagram-v2\n${[...arrows].join("\n")}\n`;
}

module.exports = { diagramOf };
if (require.main === module) process.stdout.write(diagramOf(process.argv[2]));
