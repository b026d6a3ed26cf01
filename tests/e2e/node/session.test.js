// The official client, unmodified: finds a number, orders it, is called back, moves it, disconnects it. Twice, on fresh
// worlds of one seed, with journals that are equal byte for byte.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test, before, after } = require("node:test");
const numbers = require("@bandwidth/numbers");
const { startDashsim, startReceiver, call } = require("./dashsim");

const ACCOUNT = 9900000;
let dashsim;
let receiver;

before(async () => {
  dashsim = await startDashsim();
  receiver = await startReceiver();
});
after(async () => {
  await receiver.stop();
  assert.strictEqual(await dashsim.stop(), 0, "exit code after SIGTERM");
});

function clientOf(user, options = {}) {
  return new numbers.Client(ACCOUNT, user, "secret", null, null, { apiEndPoint: `${dashsim.url}/api`, ...options });
}

const asList = (value) => (Array.isArray(value) ? value : [value]);
const fullNumbers = (order) => asList(order.completedNumbers.telephoneNumber).map((each) => each.fullNumber);

const ADDRESS = {
  houseNumber: "1600",
  streetName: "PENNSYLVANIA",
  streetSuffix: "AVE",
  postDirectional: "NW",
  city: "WASHINGTON",
  stateCode: "DC",
  zip: "20006",
  country: "US",
};

async function createPlace(client) {
  const site = await call(numbers.Site, "create", client, { name: "Node site", description: "e2e", address: ADDRESS });
  assert.strictEqual(site.name, "Node site");
  const peer = await call(numbers.SipPeer, "create", client, {
    siteId: site.id,
    peerName: "first",
    isDefaultPeer: true,
    voiceHosts: { host: [{ hostName: "10.10.10.1" }] },
  });
  assert.strictEqual(peer.isDefaultPeer, true);
  const other = await call(numbers.SipPeer, "create", client, { siteId: site.id, peerName: "second", isDefaultPeer: false });
  const peers = await call(numbers.SipPeer, "list", client, site.id);
  assert.deepStrictEqual(peers.map((each) => each.peerName), ["first", "second"]);
  return { site, peer, other };
}

async function subscribe(client) {
  const ordersHook = await call(numbers.Subscription, "create", client, {
    orderType: "orders",
    callbackSubscription: {
      URL: receiver.url("/challenged"),
      expiry: 12000,
      callbackCredentials: { basicAuthentication: { username: "node", password: "js" } },
    },
  });
  assert.strictEqual(ordersHook.callbackSubscription.status, "READY");
  await call(numbers.Subscription, "create", client, {
    orderType: "disconnects",
    callbackSubscription: { URL: receiver.url("/open"), expiry: 12000 },
  });
  assert.strictEqual((await call(numbers.Subscription, "list", client, {})).length, 2);
  return ordersHook;
}

// Two orders: two numbers by area code, and a list with a number that was reserved before.
async function order(client, site) {
  const found = await call(numbers.AvailableNumbers, "list", client, { areaCode: 919, quantity: 5 });
  assert.strictEqual(found.resultCount, 5);
  const wanted = found.telephoneNumberList.telephoneNumber.slice(-2);
  const reservation = await call(numbers.TnReservation, "create", client, { reservedTn: wanted[0] });
  assert.strictEqual(reservation.reservationExpires, 14400);
  const byAreaCode = await call(numbers.Order, "create", client, {
    name: "By area code",
    customerOrderId: "node-1",
    siteId: site.id,
    areaCodeSearchAndOrderType: { areaCode: 804, quantity: 2 },
  });
  const byList = await call(numbers.Order, "create", client, {
    name: "By list",
    siteId: site.id,
    existingTelephoneNumberOrderType: {
      telephoneNumberList: { telephoneNumber: wanted },
      reservationIdList: { reservationId: [reservation.reservationId] },
    },
  });
  return { byAreaCode: byAreaCode.order, byList: byList.order, wanted };
}

function assertOrdersWereToldOf(orders) {
  const received = receiver.take();
  assert.strictEqual(received.length, 4, "each notification comes again after its challenge");
  const accepted = received.filter((each) => each.authorization);
  assert.deepStrictEqual(accepted.map((each) => each.authorization),
    Array(2).fill(`Basic ${Buffer.from("node:js").toString("base64")}`));
  for (const [i, each] of [orders.byAreaCode, orders.byList].entries()) {
    assert.match(accepted[i].body, new RegExp(`<OrderId>${each.id}</OrderId>`));
    assert.match(accepted[i].body, /<Status>COMPLETE<\/Status>/);
    assert.match(accepted[i].body, /<CompletedTelephoneNumbers><TelephoneNumber>\d{10}/);
  }
}

async function readOrder(client, orders) {
  const read = await call(numbers.Order, "get", client, orders.byAreaCode.id);
  assert.strictEqual(read.orderStatus, "COMPLETE");
  assert.strictEqual(read.completedQuantity, 2);
  assert.strictEqual(read.order.customerOrderId, "node-1");
  const list = await call(numbers.Order, "get", client, orders.byList.id);
  assert.deepStrictEqual(fullNumbers(list), orders.wanted);

  const same = read.order;
  assert.deepStrictEqual((await call(same, "getHistory")).map((each) => each.status), ["RECEIVED", "COMPLETE"]);
  assert.deepStrictEqual(await call(same, "getAreaCodes"), [{ areaCode: 804, count: 2 }]);
  assert.strictEqual((await call(same, "getNpaNxx"))[0].count, 2);
  assert.strictEqual((await call(same, "getTotals"))[0].count, 2);
  assert.deepStrictEqual((await call(same, "getTns")).telephoneNumber, fullNumbers(read));
  const note = await call(same, "addNote", { userId: "tester", description: "seen by node" });
  assert.strictEqual(note.description, "seen by node");
  await call(same, "update", { name: "Renamed", customerOrderId: "node-2" });
  const listed = await call(numbers.Order, "list", client, { page: 1, size: 10 });
  assert.strictEqual(listed.listOrderIdUserIdDate.totalCount, 2);
  return fullNumbers(read);
}

async function moveAndDisconnect(client, world, place, held) {
  await call(place.other, "moveTns", held);
  const moved = await call(place.other, "getTns");
  assert.deepStrictEqual(moved.map((each) => each.fullNumber), held);
  await call(place.other, "updateTns", held[0], { fullNumber: held[0], callingNameDisplay: true });
  assert.strictEqual((await call(place.other, "getTns", held[0])).callingNameDisplay, true);
  assert.strictEqual((await call(place.site, "getTotalTns")).siteTNs.totalCount, 4);
  await call(numbers.InServiceNumber, "get", client, held[0]);
  assert.strictEqual((await call(numbers.InServiceNumber, "totals", client)).count, 54);

  const created = await call(numbers.Disconnect, "create", client, "node disconnects", held);
  await dashsim.advanceUntilIdle(world);
  const done = await call(numbers.Disconnect, "get", client, created.orderRequest.id, {});
  assert.strictEqual(done.orderStatus, "COMPLETE");
  const told = receiver.take();
  assert.strictEqual(told.filter((each) => each.path === "/open").length, 1);
  assert.match(told.filter((each) => each.path === "/open")[0].body, /<OrderType>disconnects<\/OrderType>/);
  assert.match(told.filter((each) => each.path === "/challenged")[0].body, /<Note>seen by node<\/Note>/);
  assert.deepStrictEqual((await call(numbers.DiscNumber, "list", client, { page: 1, size: 10 })).telephoneNumber, held);
  assert.strictEqual((await call(numbers.DiscNumber, "totals", client)).count, 2);
}

async function play(world) {
  await dashsim.createWorld(world);
  const client = clientOf(`tester~${world}`);
  assert.strictEqual((await call(numbers.Account, "get", client)).companyName, "Example Telecom");
  const place = await createPlace(client);
  const hook = await subscribe(client);
  const orders = await order(client, place.site);
  const report = await dashsim.advanceUntilIdle(world);
  assert.ok(report.happened.length >= 4, JSON.stringify(report));
  assertOrdersWereToldOf(orders);
  const held = await readOrder(client, orders);
  await moveAndDisconnect(client, world, place, held.slice().sort());
  const seen = await call(numbers.Subscription, "get", client, hook.id);
  assert.strictEqual(seen.callbackSubscription.status, "200 OK");
  await call(hook, "delete");
  await call(place.site, "update", { name: "Node site", description: "changed", address: ADDRESS });
  return dashsim.har(world);
}

test("the official client plays a whole session, twice with the same bytes", async () => {
  const first = await play("run-1");
  const second = await play("run-2");
  if (process.env.DASHSIM_HAR_DIR) {
    fs.mkdirSync(process.env.DASHSIM_HAR_DIR, { recursive: true });
    fs.writeFileSync(path.join(process.env.DASHSIM_HAR_DIR, "e2e-node.har"), first);
  }
  let at = 0;
  while (at < first.length && first[at] === second[at]) at++;
  assert.ok(first === second, `the journals differ:\n${first.slice(at - 80, at + 80)}\n${second.slice(at - 80, at + 80)}`);
});

test("a polling client needs no word about clocks", async () => {
  const client = clientOf("tester");
  const created = await call(numbers.Order, "create", client, {
    name: "Polled",
    siteId: 743,
    areaCodeSearchAndOrderType: { areaCode: 919, quantity: 1 },
  });
  for (let polls = 0; polls < 10; polls++) {
    const read = await call(numbers.Order, "get", client, created.order.id);
    if (read.orderStatus === "COMPLETE") return;
  }
  assert.fail("the order never completed");
});

test("a bearer token opens the door, too", async () => {
  const client = clientOf(undefined, { tempAccessToken: "tester-token" });
  const sites = await call(numbers.Site, "list", client);
  assert.ok(sites.some((site) => site.name === "Raleigh"));
});

test("errors reach the client as the service sends them", async () => {
  const client = clientOf("tester");
  await assert.rejects(call(numbers.Site, "get", client, 1), (error) => {
    assert.strictEqual(error.status, 404);
    assert.match(error.response.text, /<ErrorCode>12016<\/ErrorCode>/);
    return true;
  });
  await assert.rejects(call(numbers.Site, "list", clientOf("nobody")), (error) => error.status === 401);
});
