"use strict";
const assert = require("node:assert");
const { promisify } = require("node:util");
const numbers = require("@bandwidth/numbers");

const create = promisify(numbers.Order.create);
const get = promisify(numbers.Order.get);

const ORDER = { siteId: 743, areaCodeSearchAndOrderType: { areaCode: 919, quantity: 1 } };

for (const nth of ["one", "another"]) {
  it(`${nth} test buys the first number of its own world`, async function () {
    const { world } = this;
    const { order } = await create(world.client, ORDER);
    await world.advance();
    const bought = await get(world.client, order.id);
    assert.strictEqual(bought.orderStatus, "COMPLETE");
    assert.strictEqual(String(bought.completedNumbers.telephoneNumber.fullNumber), "9192340000");
    await world.verify({ on: "POST /accounts/{accountId}/orders", times: 1 });
  });
}
