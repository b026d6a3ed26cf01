// Java is parsed, not compiled: a build of its libraries is more than a test of a page wants.
"use strict";

async function parser() {
  return import("java-parser");
}

module.exports = { parseJava: async (text) => (await parser()).parse(text) };
