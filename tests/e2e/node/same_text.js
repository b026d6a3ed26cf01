// Equal byte for byte, or a failure that shows the first difference instead of two whole texts.
"use strict";
const assert = require("node:assert");

function assertSameText(second, first) {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at++;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 120), at + 120));
  const message = `differs at character ${at} of ${first.length} and ${second.length}:
first:  ${around(first)}
second: ${around(second)}`;
  assert.strictEqual(second === first, true, message);
}

module.exports = { assertSameText };
