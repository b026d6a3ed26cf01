// The official client ports numbers: a port-in that the losing carrier rejects once, with a letter of authorization; a
// triggered one that its customer activates; a bulk port-in; and an LSR order by which another carrier takes numbers
// away. Where the client has no method, its own makeRequest sends the documented document. Twice, with the same bytes.
"use strict";
const assert = require("node:assert");
const { test, before, after } = require("node:test");
const numbers = require("@bandwidth/numbers");
const { startDashsim, call } = require("./dashsim");
const { playTwice } = require("./plays");

const SCENARIO = `
scenario: ports
clock: {poll_advance: 0s}
lifecycles:
  portins:
    - name: rejected once
      when: {CustomerOrderId: "rejected*"}
      times: 1
      steps: [{status: PENDING_DOCUMENTS}, {after: 5m, status: SUBMITTED}, {after: 1d, status: EXCEPTION, errors: [7519]}]
`;

let dashsim;
before(async () => {
  dashsim = await startDashsim();
});
after(() => dashsim?.stop());

const asList = (value) => (Array.isArray(value) ? value : [value]);

const SUBSCRIBER = {
  subscriberType: "RESIDENTIAL",
  firstName: "First",
  lastName: "Last",
  serviceAddress: { houseNumber: "11235", streetName: "Back", city: "Denver", stateCode: "CO", zip: "27541" },
};

const PORT_IN = {
  requestedFocDate: "2026-01-15T14:00:00.000Z",
  billingTelephoneNumber: "9193334000",
  siteId: 743,
  peerId: 303716,
  subscriber: SUBSCRIBER,
  loaAuthorizingPerson: "The Authguy",
};

const portInOf = (client, phoneNumber, more) =>
  call(numbers.PortIn, "create", client, { ...PORT_IN, listOfPhoneNumbers: { phoneNumber }, ...more });
const statusOf = async (client, portIn) => (await read(client, portIn)).processingStatus;

// A port-in with errors makes the client reject although the answer is 200: that is how the service is. Its raw
// document tells.
async function read(client, portIn) {
  const response = await client.createGetRequest(client.concatAccountPath("portins") + "/" + portIn.id).buffer();
  return { processingStatus: /<ProcessingStatus>(.*?)</.exec(response.text)[1], text: response.text };
}

async function checkPortability(client) {
  const checked = await call(numbers.LnpChecker, "check", client, ["9193334001"], true);
  assert.strictEqual(checked.portType, "AUTOMATED");
  assert.strictEqual(checked.supportedLosingCarriers.losingCarrierTnList.losingCarrierName, "Mock Carrier");
}

// Bytes that are no text, with what would end a part of a form.
const LOA = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 13, 10, 45, 45, 0xff, 0xfe, 13, 10]);

async function uploadLoa(client, portIn) {
  const name = await call(portIn, "createFile", LOA, "application/pdf");
  assert.match(name, new RegExp(`^${portIn.id}-\\d{13}\\.pdf$`));
  const file = await portIn.getFile(name).buffer().parse((response, done) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", () => done(null, Buffer.concat(chunks)));
  });
  assert.deepStrictEqual(file.body, LOA);
  await call(portIn, "updateFileMetadata", name, { documentName: "letter", documentType: "LOA" });
  const metadata = await call(portIn, "getFileMetadata", name);
  assert.strictEqual(metadata.documentName, "letter");
  const files = asList(await call(portIn, "getFiles", true));
  assert.strictEqual(files.length, 1);
}

async function portAndCorrect(client, world) {
  const portIn = await portInOf(client, ["9193334001", "9193334002"], { customerOrderId: "rejected 1" });
  assert.strictEqual(portIn.processingStatus, "PENDING_DOCUMENTS");
  await uploadLoa(client, portIn);
  await dashsim.advance(world, "2d");
  assert.strictEqual(await statusOf(client, portIn), "EXCEPTION");
  const changed = await call(portIn, "update", { subscriber: { lastName: "Lastname" } });
  assert.strictEqual(changed.processingStatus, "REQUESTED_SUPP");
  assert.deepStrictEqual((await call(portIn, "getTns")).telephoneNumber, ["9193334001", "9193334002"]);
  const note = await call(portIn, "addNote", { userId: "node", description: "please hurry" });
  assert.strictEqual(note.description, "please hurry");
  await dashsim.advanceUntilIdle(world);
  assert.strictEqual(await statusOf(client, portIn), "COMPLETE");
  const history = await call(portIn, "getHistory");
  assert.deepStrictEqual(history.map((entry) => entry.status),
    ["PENDING_DOCUMENTS", "SUBMITTED", "EXCEPTION", "REQUESTED_SUPP", "FOC", "COMPLETE"]);
}

async function activate(client, world) {
  const portIn = await portInOf(client, ["9193334003"],
    { triggered: true, requestedFocDate: "2026-01-28T14:00:00.000Z" });
  await dashsim.advance(world, "2d");
  const waiting = await call(portIn, "getActivationStatus");
  assert.strictEqual(waiting.activationStatus.notYetActivatedTelephoneNumbersList.telephoneNumber, "9193334003");
  const url = client.concatAccountPath("portins") + "/" + portIn.id + "/activationStatus";
  await call(client, "makeRequest", "put", url,
    { activationStatus: { autoActivationDate: "2026-01-29T18:30:00Z" } });
  await dashsim.advanceUntilIdle(world);
  const done = await call(portIn, "getActivationStatus");
  assert.strictEqual(done.activationStatus.activatedTelephoneNumbersList.telephoneNumber, "9193334003");
}

async function portInBulk(client, world) {
  const bulks = client.concatAccountPath("bulkPortins");
  const { requestedFocDate, ...template } = PORT_IN;
  const created = await client.createPostRequest(bulks, { bulkPortin: template }).buffer();
  const bulk = bulks + "/" + created.headers.location.split("/").pop();
  const sorted = await call(client, "makeRequest", "put", bulk + "/tnList",
    { tnList: { tN: ["9193334004", "3035550104", "123"] } });
  assert.deepStrictEqual(sorted.validTnList.tN, ["9193334004", "3035550104"]);
  const list = await call(client, "makeRequest", "get", bulk + "/portinList");
  assert.strictEqual(asList(list.portinList.portinOrderId).length, 2);
  const request = client.createPutRequest(bulk, { bulkPortin: { processingStatus: "IN_PROGRESS" } });
  request.method = "PATCH";
  const started = await request.buffer();
  assert.match(started.text, /<ProcessingStatus>IN_PROGRESS</);
  await dashsim.advanceUntilIdle(world);
  const done = await call(client, "makeRequest", "get", bulk);
  assert.strictEqual(done.bulkPortin.processingStatus, "COMPLETED");
}

// The numbers that have just come are asked for by another carrier.
async function letNumbersGo(client, world) {
  const lsr = await call(numbers.LsrOrder, "create", client, {
    pon: "NODE-1",
    sPID: "9999",
    authorizingPerson: "Jim Hopkins",
    subscriber: { ...SUBSCRIBER, subscriberType: "BUSINESS", businessName: "Acme", firstName: undefined, lastName: undefined },
    listOfTelephoneNumbers: { telephoneNumber: ["9193334001"] },
  });
  assert.strictEqual(lsr.orderStatus, "PENDING");
  await dashsim.advanceUntilIdle(world);
  assert.strictEqual((await call(numbers.LsrOrder, "get", client, lsr.orderId)).orderStatus, "COMPLETE");
  const left = await call(numbers.InServiceNumber, "list", client, { page: 1, size: 1000 });
  const held = asList(left.telephoneNumbers.telephoneNumber);
  assert.ok(held.includes("9193334002") && !held.includes("9193334001"), `${held}`);
}

async function play(world) {
  await dashsim.createWorld(world, SCENARIO);
  const client = dashsim.client(`tester~${world}`);
  await checkPortability(client);
  await portAndCorrect(client, world);
  await activate(client, world);
  await portInBulk(client, world);
  await letNumbersGo(client, world);
  return dashsim.har(world);
}

test("the official client ports numbers in and out, twice with the same bytes", { timeout: 60000 }, () => playTwice("ports", play));
