// The official client in the world default, where no test calls the control API.
"use strict";
const assert = require("node:assert");
const { test, before, after } = require("node:test");
const numbers = require("@bandwidth/numbers");
const { startDashsim, call } = require("./dashsim");

let dashsim;

before(async () => {
  dashsim = await startDashsim();
});
after(() => dashsim?.stop());

test("a polling client needs no word about clocks", { timeout: 60000 }, async () => {
  const client = dashsim.client("tester");
  const { order } = await call(numbers.Order, "create", client, {
    name: "Polled",
    siteId: 743,
    areaCodeSearchAndOrderType: { areaCode: 919, quantity: 1 },
  });
  let read;
  for (let polls = 0; polls < 10 && read?.orderStatus !== "COMPLETE"; polls++) {
    read = await call(numbers.Order, "get", client, order.id);
  }
  assert.strictEqual(read.orderStatus, "COMPLETE");
  assert.match(read.completedNumbers.telephoneNumber.fullNumber, /^919\d{7}$/);
});

test("a bearer token opens the door, too", { timeout: 60000 }, async () => {
  const sites = await call(numbers.Site, "list", dashsim.client(undefined, { tempAccessToken: "tester-token" }));
  assert.deepStrictEqual(sites.map(({ id, name }) => [id, name]), [[202, "Denver"], [743, "Raleigh"]]);
  const refused = call(numbers.Site, "list", dashsim.client(undefined, { tempAccessToken: "no-token" }));
  await assert.rejects(refused, (error) => error.status === 401);
});

test("errors reach the client as the service sends them", { timeout: 60000 }, async () => {
  await assert.rejects(call(numbers.Site, "get", dashsim.client("tester"), 1), (error) => {
    assert.strictEqual(error.status, 404);
    assert.match(error.response.text, /<ErrorCode>12016<\/ErrorCode>/);
    return true;
  });
  await assert.rejects(call(numbers.Site, "list", dashsim.client("nobody")), (error) => error.status === 401);
});
