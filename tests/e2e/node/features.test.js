// The official client orders what numbers have besides their place: a caller's name, a directory listing, options, an
// address for emergency calls, and who is told of those. For E911 orders it has no method: its own makeRequest sends the
// documented document. Twice, with the same bytes.
"use strict";
const assert = require("node:assert");
const { test, before, after } = require("node:test");
const numbers = require("@bandwidth/numbers");
const { startDashsim, call } = require("./dashsim");
const { playTwice } = require("./plays");

const TN = "9195550100";
const AEUI = "Fred992834";
const ADDRESS = { houseNumber: "901", streetName: "MAIN CAMPUS", streetSuffix: "DR", city: "RALEIGH", stateCode: "NC", zip: "27606" };

let dashsim;
before(async () => {
  dashsim = await startDashsim();
});
after(() => dashsim?.stop());

// The client takes a correction (409) for an answer like any other.
async function findAddress(client) {
  const written = { addressLine1: "904 E Ansun St", city: "Marshalltown", stateCode: "IA", zip: "50158" };
  const corrected = await call(numbers.Geocode, "request", client, written);
  assert.strictEqual(corrected.addressLine1, "904 E ANSON ST");
  const confirmed = await call(numbers.Geocode, "request", client, { ...written, addressLine1: corrected.addressLine1 });
  assert.deepStrictEqual(confirmed, corrected);
}

async function nameCaller(client, world) {
  const group = { telephoneNumbers: { telephoneNumber: [TN] }, subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" };
  const order = await call(numbers.Lidbs, "create", client, { customerOrderId: "node", lidbTnGroups: { lidbTnGroup: [group] } });
  assert.strictEqual(order.processingStatus, "RECEIVED");
  await dashsim.advanceUntilIdle(world);
  assert.strictEqual((await call(numbers.Lidbs, "get", client, order.orderId)).processingStatus, "COMPLETE");
  const list = await call(numbers.Lidbs, "list", client, {});
  assert.strictEqual(list.listOrderIdUserIdDate.orderIdUserIdDate.orderId, order.orderId);
}

async function listInDirectory(client, world) {
  const group = {
    telephoneNumbers: { telephoneNumber: [TN] },
    subscriberType: "BUSINESS",
    listingType: "LISTED",
    listingName: { lastName: "Smith" },
    listAddress: "true",
    address: ADDRESS,
  };
  const order = await call(numbers.Dlda, "create", client, { dldaTnGroups: { dldaTnGroup: [group] } });
  await dashsim.advanceUntilIdle(world);
  const done = await call(numbers.Dlda, "get", client, order.orderId);
  assert.strictEqual(done.processingStatus, "COMPLETE");
  done.id = done.orderId; // where the client's getHistory looks for it
  const history = await call(done, "getHistory");
  assert.deepStrictEqual(history.map((entry) => entry.status), ["RECEIVED", "PROCESSING", "COMPLETE"]);
}

async function setOptions(client, world) {
  const order = await call(numbers.TnOption, "create", client, {
    customerOrderId: "node",
    tnOptionGroups: [{ callForward: "6042661720", sms: "on", telephoneNumbers: [TN] }],
  });
  await dashsim.advanceUntilIdle(world);
  const done = await call(numbers.TnOption, "get", client, order.orderId);
  assert.strictEqual(done.processingStatus, "COMPLETE");
  assert.deepStrictEqual(done.tnOptionGroups[0].telephoneNumbers, [Number(TN)].map(String));
  const list = await call(numbers.TnOption, "list", client, {});
  assert.deepStrictEqual(list.map((each) => each.orderId), [order.orderId]);
}

async function placeForEmergencies(client, world) {
  const url = client.concatAccountPath("e911s");
  await call(client, "makeRequest", "post", url, { e911Order: { telephoneNumbers: { telephoneNumber: [TN] }, callerName: "Front Desk", address: ADDRESS } });
  const endUser = { identifier: AEUI, callbackNumber: "8042105760", pIDFLOEnabled: "false" };
  await call(client, "makeRequest", "post", url, { e911Order: { address: ADDRESS, alternateEndUserIdentifiers: { alternateEndUserIdentifier: [endUser] } } });
  await dashsim.advanceUntilIdle(world);
  const endUsers = await call(numbers.Aeuis, "list", client, { page: 1, size: 10 });
  assert.strictEqual(endUsers.alternateEndUserIdentifiers.alternateEndUserIdentifier.identifier, AEUI);
  const user = await call(numbers.Aeuis, "get", client, AEUI);
  assert.match(JSON.stringify(user), /MAIN CAMPUS/);
}

const notification = (client, method, ...args) => call(numbers.EmergencyNotification, method, client, ...args);

async function gatherRecipients(client) {
  const ids = [];
  for (const recipient of [
    { description: "Front desk", type: "EMAIL", emailAddress: "foo@bar.com" },
    { description: "Guard", type: "SMS", sms: { telephoneNumber: "2015551212" } },
  ]) {
    const created = await notification(client, "createRecipient", { emergencyNotificationRecipient: recipient });
    ids.push(created.emergencyNotificationRecipient.identifier);
  }
  const read = await notification(client, "getRecipient", ids[1]);
  assert.strictEqual(String(read.emergencyNotificationRecipient.sms.telephoneNumber), "12015551212");
  const list = await notification(client, "listRecipients", { EnrNotificationType: "EMAIL" });
  assert.strictEqual(list.emergencyNotificationRecipients.emergencyNotificationRecipient.identifier, ids[0]);
  return ids;
}

async function makeGroup(client, world, recipients) {
  const emergencyNotificationRecipient = recipients.map((identifier) => ({ identifier }));
  const order = await notification(client, "createGroupOrder", {
    emergencyNotificationGroupOrder: {
      addedEmergencyNotificationGroup: { description: "Building 5", addedEmergencyNotificationRecipients: { emergencyNotificationRecipient } },
    },
  });
  assert.strictEqual(order.processingStatus, "PROCESSING");
  await dashsim.advanceUntilIdle(world);
  const done = await notification(client, "getGroupOrder", order.orderId);
  assert.strictEqual(done.emergencyNotificationGroup.processingStatus, "COMPLETED");
  const orders = await notification(client, "listGroupOrders", { ProcessingStatus: "COMPLETED" });
  assert.strictEqual(orders.emergencyNotificationGroupOrders.emergencyNotificationGroupOrder.orderId, order.orderId);
  const id = order.addedEmergencyNotificationGroup.identifier;
  const group = await notification(client, "getGroup", id);
  assert.strictEqual(group.emergencyNotificationGroup.description, "Building 5");
  const groups = await notification(client, "listGroups", { EnrDetails: true });
  assert.match(JSON.stringify(groups), /foo@bar.com/);
  return id;
}

async function addEndpoints(client, world, group) {
  const order = await notification(client, "createEndpointOrder", {
    emergencyNotificationEndpointOrder: {
      emergencyNotificationEndpointAssociations: {
        emergencyNotificationGroup: { identifier: group },
        addedAssociations: { eepToEngAssociations: { eepTns: { telephoneNumber: [TN] }, eepAeuiIds: { identifier: [AEUI] } } },
      },
    },
  });
  await dashsim.advanceUntilIdle(world);
  const { orderId } = order.emergencyNotificationEndpointOrder;
  const done = await notification(client, "getEndpointOrder", orderId);
  assert.strictEqual(done.emergencyNotificationEndpointOrder.processingStatus, "COMPLETED");
  const list = await notification(client, "listEnpointOrders", { EngId: group });
  assert.strictEqual(list.emergencyNotificationEndpointOrders.emergencyNotificationEndpointOrder.orderId, orderId);
}

async function callForHelp(world) {
  for (const from of [{ tn: TN }, { aeui: AEUI }]) await dashsim.happens(world, { emergency_call: { account: 9900000, ...from } });
  const { outbox } = JSON.parse(await dashsim.outbox(world));
  assert.deepStrictEqual(outbox.map(({ kind, to }) => [kind, to]),
    [["email", "foo@bar.com"], ["sms", "12015551212"], ["email", "foo@bar.com"], ["sms", "12015551212"]]);
  assert.match(outbox[0].body, /901 MAIN CAMPUS DR/);
}

async function play(world) {
  await dashsim.createWorld(world, "scenario: features\nclock: {poll_advance: 0s}\n");
  const client = dashsim.client(`tester~${world}`);
  await findAddress(client);
  await nameCaller(client, world);
  await listInDirectory(client, world);
  await setOptions(client, world);
  await placeForEmergencies(client, world);
  const group = await makeGroup(client, world, await gatherRecipients(client));
  await addEndpoints(client, world, group);
  await callForHelp(world);
  const details = await call(client, "makeRequest", "get", `/tns/${TN}/tndetails`);
  const { features } = details.telephoneNumberDetails;
  assert.strictEqual(features.lidb.subscriberInformation, "Joes Garage");
  assert.strictEqual(features.dlda.listingName.lastName, "Smith");
  assert.strictEqual(features.e911.emergencyNotificationGroup.identifier, group);
  return dashsim.har(world);
}

test("the official client sets features of numbers, twice with the same bytes", { timeout: 60000 }, () => playTwice("features", play));
