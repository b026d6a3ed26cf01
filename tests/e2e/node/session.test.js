// The official client, unmodified, plays a customer's day: makes a place for numbers, finds and orders some, is called
// back, moves them, disconnects them, tidies up. Twice, in fresh worlds of one seed, whose journals must be equal byte for
// byte.
"use strict";
const assert = require("node:assert");
const { test, before, after } = require("node:test");
const numbers = require("@bandwidth/numbers");
const { ACCOUNT, startDashsim, call } = require("./dashsim");
const { startReceiver } = require("./receiver");
const { playTwice } = require("./plays");

let dashsim;
let receiver; // one for both plays: its port is part of the subscriptions

before(async () => {
  dashsim = await startDashsim();
  receiver = await startReceiver();
});
after(async () => {
  await receiver?.stop();
  await dashsim?.stop();
});

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

const CREDENTIALS = { username: "node", password: "js" };
const BASIC = `Basic ${Buffer.from("node:js").toString("base64")}`;

// Elements as the client reads them, without what it adds to them.
const plain = ({ client, ...elements }) => elements;
const asList = (value) => (Array.isArray(value) ? value : [value]);
const completedNumbers = (order) => asList(order.completedNumbers.telephoneNumber).map((each) => each.fullNumber);
const newNumbers = (client) => call(numbers.AvailableNumbers, "list", client, { areaCode: 919, quantity: 5 });

async function assertGone(promise) {
  await assert.rejects(promise, (error) => error.status === 404);
}

async function readAccount(client) {
  const account = await call(numbers.Account, "get", client);
  assert.strictEqual(account.accountId, ACCOUNT);
  assert.strictEqual(account.companyName, "Example Telecom");
  assert.strictEqual(account.address.streetName, "Main Campus");
  assert.deepStrictEqual(account.tiers, { tier: 0 });
}

// A site with two SIP peers; the client reads back what it creates.
async function createPlace(client) {
  const site = await call(numbers.Site, "create", client, { name: "Node site", description: "e2e", address: ADDRESS });
  const { id } = site;
  const created = plain(await call(numbers.Site, "get", client, id));
  const address = { ...ADDRESS, houseNumber: 1600, zip: 20006, addressType: "Service" };
  assert.deepStrictEqual(created, { id, name: "Node site", description: "e2e", address });
  const sites = await call(numbers.Site, "list", client);
  assert.deepStrictEqual(sites.map((each) => each.name).sort(), ["Denver", "Node site", "Raleigh"]);

  const host = { hostName: "10.10.10.1" };
  const first = await call(numbers.SipPeer, "create", client,
    { siteId: id, peerName: "first", isDefaultPeer: true, voiceHosts: { host: [host] } });
  const second = await call(numbers.SipPeer, "create", client, { siteId: id, peerName: "second", isDefaultPeer: false });
  const peer = await call(numbers.SipPeer, "get", client, id, first.id);
  assert.strictEqual(peer.peerName, "first");
  assert.strictEqual(peer.isDefaultPeer, true);
  assert.deepStrictEqual(peer.voiceHosts, { host });
  const peers = await call(numbers.SipPeer, "list", client, id);
  assert.deepStrictEqual(peers.map((each) => [each.id, each.peerName, each.isDefaultPeer]),
    [[first.id, "first", true], [second.id, "second", false]]);
  return { site, first, second };
}

// To orders and to disconnects, both with credentials; only the first is asked for them.
async function subscribe(client) {
  const create = (orderType, hook) => call(numbers.Subscription, "create", client, {
    orderType,
    callbackSubscription: {
      URL: receiver.url(hook),
      expiry: 12000,
      callbackCredentials: { basicAuthentication: CREDENTIALS },
    },
  });
  const toOrders = await create("orders", "/challenged");
  const toDisconnects = await create("disconnects", "/open");
  assert.deepStrictEqual(toOrders.callbackSubscription, {
    uRL: receiver.url("/challenged"),
    expiry: 12000,
    status: "READY",
    callbackCredentials: { basicAuthentication: { username: "node" } }, // never the password
  });
  const list = await call(numbers.Subscription, "list", client, {});
  assert.deepStrictEqual(list.map((each) => [each.id, each.orderType]),
    [[toOrders.id, "orders"], [toDisconnects.id, "disconnects"]]);
  return { toOrders, toDisconnects };
}

// Finds numbers and reserves one of them, which nobody finds any more.
async function reserve(client) {
  const found = await newNumbers(client);
  assert.strictEqual(found.resultCount, 5);
  const [reserved, free] = found.telephoneNumberList.telephoneNumber.slice(-2);
  const reservation = plain(await call(numbers.TnReservation, "create", client, { reservedTn: reserved }));
  const { reservationId } = reservation;
  assert.deepStrictEqual(reservation,
    { reservationId, accountId: ACCOUNT, reservationExpires: 14400, reservedTn: reserved });
  const left = (await newNumbers(client)).telephoneNumberList.telephoneNumber;
  assert.ok(left.includes(free) && !left.includes(reserved), `${reserved} is reserved: ${left}`);
  return { reservationId, wanted: [reserved, free] };
}

// Two orders: two numbers by area code, and a list with the number that was reserved.
async function order(client, world, place, hooks) {
  const { reservationId, wanted } = await reserve(client);
  const create = async (item) => (await call(numbers.Order, "create", client, { siteId: place.site.id, ...item })).order;
  const byAreaCode = await create({
    name: "By area code",
    customerOrderId: "node-1",
    areaCodeSearchAndOrderType: { areaCode: 804, quantity: 2 },
  });
  const byList = await create({
    name: "By list",
    existingTelephoneNumberOrderType: {
      telephoneNumberList: { telephoneNumber: wanted },
      reservationIdList: { reservationId: [reservationId] },
    },
  });
  assert.strictEqual(byAreaCode.name, "By area code");
  assert.deepStrictEqual(byAreaCode.areaCodeSearchAndOrderType, { areaCode: 804, quantity: 2 });
  assert.deepStrictEqual(byList.existingTelephoneNumberOrderType.telephoneNumberList, { telephoneNumber: wanted });

  const happened = await dashsim.advanceUntilIdle(world);
  for (const { id } of [byAreaCode, byList]) {
    assert.ok(happened.some(([, each, status]) => each === id && status === "COMPLETE"), JSON.stringify(happened));
  }
  await assertGone(call(numbers.TnReservation, "get", client, reservationId));
  const held = await readOrders(client, byAreaCode, byList, wanted);
  const told = (id, of) => ({
    subscription: hooks.toOrders.id,
    orderType: "orders",
    order: id,
    status: "COMPLETE",
    note: undefined,
    numbers: of,
  });
  assertChallenged([told(byAreaCode.id, held), told(byList.id, wanted)]);
  return { byAreaCode, byList, held, wanted };
}

// Each notification came without credentials, was challenged, and came again with them.
function assertChallenged(notifications) {
  const attempt = (notification, authorization) =>
    ({ path: "/challenged", authorization, refused: !authorization, notification });
  assert.deepStrictEqual(receiver.take(),
    notifications.flatMap((each) => [attempt(each, undefined), attempt(each, BASIC)]));
}

async function readOrders(client, byAreaCode, byList, wanted) {
  const list = await call(numbers.Order, "get", client, byList.id);
  assert.strictEqual(list.orderStatus, "COMPLETE");
  assert.deepStrictEqual(completedNumbers(list), wanted);
  const found = await call(numbers.Order, "get", client, byAreaCode.id);
  assert.strictEqual(found.orderStatus, "COMPLETE");
  assert.strictEqual(found.completedQuantity, 2);
  assert.strictEqual(found.failedQuantity, 0);
  assert.strictEqual(found.createdByUser, "tester");
  assert.deepStrictEqual(plain(found.order), plain(byAreaCode));
  const held = completedNumbers(found);
  assert.ok(held.length === 2 && held.every((tn) => /^804\d{7}$/.test(tn)), `${held}`);
  return held;
}

async function readBreakdowns(order, held) {
  const history = await call(order, "getHistory");
  assert.deepStrictEqual(history.map((each) => each.status), ["RECEIVED", "COMPLETE"]);
  assert.ok(history[0].orderDate instanceof Date && history[0].orderDate < history[1].orderDate);
  const npaNxx = Number(held[0].slice(0, 6));
  assert.deepStrictEqual(await call(order, "getAreaCodes"), [{ areaCode: 804, count: 2 }]);
  assert.deepStrictEqual(await call(order, "getNpaNxx"), [{ "nPA-NXX": npaNxx, count: 2 }]);
  assert.deepStrictEqual(await call(order, "getTotals"), [{ "nPA-NXX": npaNxx, count: 2 }]);
  assert.deepStrictEqual(await call(order, "getTns"), { count: 2, telephoneNumber: held });
}

// Subscribers hear of a note, but not before the clock moves.
async function addNote(order, world, hooks) {
  const note = await call(order, "addNote", { userId: "tester", description: "seen by node" });
  assert.strictEqual(note.userId, "tester");
  assert.strictEqual(note.description, "seen by node");
  assert.deepStrictEqual(await call(order, "getNotes"), [note]);
  assert.deepStrictEqual(receiver.take(), []);
  await dashsim.advanceUntilIdle(world);
  assertChallenged([{
    subscription: hooks.toOrders.id,
    orderType: "orders",
    order: order.id,
    status: undefined,
    note: "seen by node",
    numbers: [],
  }]);
}

// Pages of one order each, the second through the link that the first gives.
async function listOrders(client, orders) {
  const list = async (query) => (await call(numbers.Order, "list", client, query)).listOrderIdUserIdDate;
  const first = await list({ page: 1, size: 1 });
  const next = new URL(/<(.*)>;rel="next"/.exec(first.links.next)[1]);
  const second = await list(Object.fromEntries(next.searchParams));
  assert.strictEqual(second.links.next, undefined);
  const listed = [first, second].map((page) => page.orderIdUserIdDate);
  assert.deepStrictEqual(listed.map((each) => each.orderId).sort(), [orders.byAreaCode.id, orders.byList.id].sort());
  for (const page of [first, second]) assert.strictEqual(page.totalCount, 2);
  for (const each of listed) {
    assert.strictEqual(each.orderStatus, "COMPLETE");
    assert.strictEqual(each.countOfTNs, 2);
  }
  assert.deepStrictEqual((await list({ page: 1, size: 10 })).orderIdUserIdDate.map((each) => each.orderId),
    listed.map((each) => each.orderId));
}

async function rename(client, { id }) {
  const order = (await call(numbers.Order, "get", client, id)).order;
  await call(order, "update", { name: "Renamed", customerOrderId: "node-2" });
  const renamed = (await call(numbers.Order, "get", client, id)).order;
  assert.strictEqual(renamed.name, "Renamed");
  assert.strictEqual(renamed.customerOrderId, "node-2");
}

async function listInService(client, { held, wanted }) {
  const list = await call(numbers.InServiceNumber, "list", client, { page: 1, size: 100 });
  const inService = list.telephoneNumbers.telephoneNumber;
  assert.strictEqual(list.totalCount, 54);
  assert.strictEqual(inService.length, 54);
  for (const tn of [...held, ...wanted]) assert.ok(inService.includes(tn), tn);
  const filtered = await call(numbers.InServiceNumber, "list", client, { page: 1, size: 100, areacode: 804 });
  assert.deepStrictEqual(filtered.telephoneNumbers.telephoneNumber, held);
  assert.deepStrictEqual(await call(numbers.InServiceNumber, "totals", client), { count: 54 });
  await call(numbers.InServiceNumber, "get", client, held[0]);
}

// From the site's default peer, where orders put them, to the other one.
async function moveNumbers(place, { held, wanted }) {
  const numbersOf = async (peer) => (await call(peer, "getTns")).map((each) => each.fullNumber);
  assert.deepStrictEqual(await numbersOf(place.first), [...held, ...wanted].sort());
  await call(place.second, "moveTns", held);
  assert.deepStrictEqual(await numbersOf(place.first), wanted);
  assert.deepStrictEqual(await numbersOf(place.second), held);
  assert.deepStrictEqual(await call(place.site, "getTotalTns"), { siteTNs: { totalCount: 4 } });
  await call(place.second, "updateTns", held[0], { fullNumber: held[0], callingNameDisplay: true });
  assert.deepStrictEqual(await call(place.second, "getTns", held[0]), { fullNumber: held[0], callingNameDisplay: true });
}

async function disconnect(client, world, hooks, { held }) {
  const created = await call(numbers.Disconnect, "create", client, "node disconnects", held);
  const { id, disconnectTelephoneNumberOrderType: type } = created.orderRequest;
  assert.deepStrictEqual(type.telephoneNumberList, { telephoneNumber: held });
  const happened = await dashsim.advanceUntilIdle(world);
  assert.ok(happened.some(([, each, status]) => each === id && status === "COMPLETE"), JSON.stringify(happened));
  const notification = {
    subscription: hooks.toDisconnects.id,
    orderType: "disconnects",
    order: id,
    status: "COMPLETE",
    note: undefined,
    numbers: held,
  };
  // Nobody asks for credentials there, so none are sent.
  assert.deepStrictEqual(receiver.take(), [{ path: "/open", authorization: undefined, refused: false, notification }]);

  const done = await call(numbers.Disconnect, "get", client, id, {});
  assert.strictEqual(done.orderStatus, "COMPLETE");
  assert.deepStrictEqual(done.disconnectedTelephoneNumberList, { telephoneNumber: held });
  const listed = (await call(numbers.Disconnect, "list", client, { page: 1, size: 10 })).listOrderIdUserIdDate;
  assert.strictEqual(listed.orderIdUserIdDate.orderId, id);
  const gone = await call(numbers.DiscNumber, "list", client, { page: 1, size: 10 });
  assert.deepStrictEqual(gone, { count: 2, telephoneNumber: held });
  assert.deepStrictEqual(await call(numbers.DiscNumber, "totals", client), { count: 2 });
  assert.deepStrictEqual(await call(numbers.InServiceNumber, "totals", client), { count: 52 });
  await assertGone(call(numbers.InServiceNumber, "get", client, held[0]));
}

async function tidyUp(client, place, hooks) {
  const seen = await call(numbers.Subscription, "get", client, hooks.toOrders.id);
  assert.strictEqual(seen.callbackSubscription.status, "200 OK");
  await call(hooks.toOrders, "delete");
  await assertGone(call(numbers.Subscription, "get", client, hooks.toOrders.id));
  const left = await call(numbers.Subscription, "list", client, {});
  assert.deepStrictEqual(left.map((each) => each.id), [hooks.toDisconnects.id]);
  await call(hooks.toDisconnects, "delete");

  await call(place.site, "update", { name: "Node site", description: "changed", address: ADDRESS });
  assert.strictEqual((await call(numbers.Site, "get", client, place.site.id)).description, "changed");
  await call(place.second, "delete");
  assert.deepStrictEqual((await call(place.site, "getSipPeers")).map((each) => each.peerName), ["first"]);
}

async function play(world) {
  await dashsim.createWorld(world);
  const client = dashsim.client(`tester~${world}`);
  await readAccount(client);
  const place = await createPlace(client);
  const hooks = await subscribe(client);
  const orders = await order(client, world, place, hooks);
  await readBreakdowns(orders.byAreaCode, orders.held);
  await addNote(orders.byAreaCode, world, hooks);
  await listOrders(client, orders);
  await rename(client, orders.byAreaCode);
  await listInService(client, orders);
  await moveNumbers(place, orders);
  await disconnect(client, world, hooks, orders);
  await tidyUp(client, place, hooks);
  return dashsim.har(world);
}

test("the official client plays a whole session, twice with the same bytes", { timeout: 60000 }, () => playTwice("session", play));
