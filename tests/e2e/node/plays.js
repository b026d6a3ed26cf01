// Sessions that are played twice, in fresh worlds of one seed: their journals must be equal byte for byte.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");

// Equal, or a failure that shows the first difference instead of two whole texts.
function assertSameText(second, first) {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at++;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 120), at + 120));
  const message = `differs at character ${at} of ${first.length} and ${second.length}:
first:  ${around(first)}
second: ${around(second)}`;
  assert.strictEqual(second === first, true, message);
}

function keep(name, har) {
  const folder = process.env.DASHSIM_HAR_DIR;
  if (!folder) return;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `e2e-node-${name}.har`), har);
}

// `play` takes the name of a world that it makes, and returns its journal as HAR. DASHSIM_HAR_DIR keeps it.
async function playTwice(name, play) {
  const first = await play(`${name}-1`);
  keep(name, first);
  assertSameText(await play(`${name}-2`), first);
}

module.exports = { playTwice };
