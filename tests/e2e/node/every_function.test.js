// Every function that the official client exports, against the operations that it calls. The list below is the whole of
// the client: a function that a new version brings fails the first test, one that no play uses fails the second. Played
// twice, with the same bytes.
"use strict";
const assert = require("node:assert");
const { test, before, after } = require("node:test");
const numbers = require("@bandwidth/numbers");
const { startDashsim, call } = require("./dashsim");
const { playTwice } = require("./plays");

// "Type.function" is called on the type, "Type#function" on an object of it. What is in parentheses tells ways to call
// one function apart. Operations without a leading slash belong to the account.
const OPERATIONS = {
  "Account.get": ["GET /accounts/{accountId}"],
  "Account.getMoveTnsOrder": ["GET moveTns/{orderid}"],
  "Account.getMoveTnsOrderHistory": ["GET moveTns/{orderid}/history"],
  "Account.getMoveTnsOrders": ["GET moveTns"],
  "Account.getProducts": ["GET products"],
  "Account.moveTns": ["POST moveTns"],
  "Aeuis.get": ["GET aeuis/{acid}"],
  "Aeuis.list": ["GET aeuis"],
  "Application#delete": ["DELETE applications/{applicationId}"],
  "Application#getSipPeers": ["GET applications/{applicationId}/associatedsippeers"],
  "Application#update": ["PUT applications/{applicationId}"],
  "Application._createApplication": ["POST applications", "GET applications/{applicationId}"],
  "Application.createMessagingApplication": ["POST applications", "GET applications/{applicationId}"],
  "Application.createVoiceApplication": ["POST applications", "GET applications/{applicationId}"],
  "Application.get": ["GET applications/{applicationId}"],
  "Application.list": ["GET applications"],
  "AvailableNpaNxx.list": ["GET availableNpaNxx"],
  "AvailableNumbers.list": ["GET availableNumbers"],
  "City.list": ["GET /cities"],
  "Client#makeRequest(delete)": ["DELETE tnreservation/{reservationid}"],
  "Client#makeRequest(E911)": ["POST e911s"],
  "Client#makeRequest(get)": ["GET /tns/{tn}/lata"],
  "Client#makeRequest(post)": ["POST /tns"],
  "Client#makeRequest(put)": ["PUT /users/{userid}/password"],
  "CoveredRateCenter.list": ["GET /coveredRateCenters"],
  "CsrOrder#addNote": ["POST csrs/{orderid}/notes", "GET csrs/{orderid}/notes"],
  "CsrOrder#getNotes": ["GET csrs/{orderid}/notes"],
  "CsrOrder#update": ["PUT csrs/{orderid}"],
  "CsrOrder.create": ["POST csrs"],
  "CsrOrder.get": ["GET csrs/{orderid}"],
  "DiscNumber.list": ["GET discnumbers"],
  "DiscNumber.totals": ["GET discnumbers/totals"],
  "Disconnect#addNote": ["POST disconnects/{disconnectid}/notes", "GET disconnects/{disconnectid}/notes"],
  "Disconnect#getNotes": ["GET disconnects/{disconnectid}/notes"],
  "Disconnect.create": ["POST disconnects"],
  "Disconnect.get": ["GET disconnects/{disconnectid}"],
  "Disconnect.list": ["GET disconnects"],
  "Dlda#getHistory": ["GET dldas/{orderid}/history"],
  "Dlda.create": ["POST dldas", "GET dldas/{orderid}"],
  "Dlda.get": ["GET dldas/{orderid}"],
  "Dlda.list": ["GET dldas"],
  "EmergencyNotification#deleteRecipient": ["PUT emergencyNotificationRecipients/{enrId}"], // its slip: it means DELETE
  "EmergencyNotification#replaceRecipient": ["PUT emergencyNotificationRecipients/{enrId}"],
  "EmergencyNotification.createEndpointOrder": ["POST emergencyNotificationEndpointOrders"],
  "EmergencyNotification.createGroupOrder": ["POST emergencyNotificationGroupOrders"],
  "EmergencyNotification.createRecipient": ["POST emergencyNotificationRecipients"],
  "EmergencyNotification.getEndpointOrder": ["GET emergencyNotificationEndpointOrders/{orderId}"],
  "EmergencyNotification.getGroup": ["GET emergencyNotificationGroups/{engId}"],
  "EmergencyNotification.getGroupOrder": ["GET emergencyNotificationGroupOrders/{orderId}"],
  "EmergencyNotification.getRecipient": ["GET emergencyNotificationRecipients/{enrId}"],
  "EmergencyNotification.listEnpointOrders": ["GET emergencyNotificationEndpointOrders"],
  "EmergencyNotification.listGroupOrders": ["GET emergencyNotificationGroupOrders"],
  "EmergencyNotification.listGroups": ["GET emergencyNotificationGroups"],
  "EmergencyNotification.listRecipients": ["GET emergencyNotificationRecipients"],
  "Geocode.request": ["POST geocodeRequest"],
  "ImportTnChecker.check": ["POST importTnChecker"],
  "ImportTnOrder#createFile": ["POST importTnOrders/{orderid}/loas"],
  "ImportTnOrder#getFile": ["GET importTnOrders/{orderid}/loas/{fileid}"],
  "ImportTnOrder#getFileMetadata": ["GET importTnOrders/{orderid}/loas/{fileid}/metadata"],
  "ImportTnOrder#getFiles": ["GET importTnOrders/{orderid}/loas"],
  "ImportTnOrder#getHistory": ["GET importTnOrders/{orderid}/history"],
  "ImportTnOrder#updateFile": ["PUT importTnOrders/{orderid}/loas/{fileid}"],
  "ImportTnOrder#updateFileMetadata": ["PUT importTnOrders/{orderid}/loas/{fileid}/metadata"],
  "ImportTnOrder.create": ["POST importTnOrders"],
  "ImportTnOrder.get": ["GET importTnOrders/{orderid}"],
  "ImportTnOrder.list": ["GET importTnOrders"],
  "ImportToAccount.create": ["POST importToAccount"],
  "ImportToAccount.list": ["GET importToAccount"],
  "InServiceNumber.get": ["GET inserviceNumbers/{tn}"],
  "InServiceNumber.list": ["GET inserviceNumbers"],
  "InServiceNumber.totals": ["GET inserviceNumbers/totals"],
  "Lidbs.create": ["POST lidbs", "GET lidbs/{lidbid}"],
  "Lidbs.get": ["GET lidbs/{lidbid}"],
  "Lidbs.list": ["GET lidbs"],
  "LnpChecker.check": ["POST lnpchecker"],
  "LsrOrder#addNote": ["POST lsrorders/{orderid}/notes", "GET lsrorders/{orderid}/notes"],
  "LsrOrder#getHistory": ["GET lsrorders/{orderid}/history"],
  "LsrOrder#getNotes": ["GET lsrorders/{orderid}/notes"],
  "LsrOrder#update": ["PUT lsrorders/{orderid}"],
  "LsrOrder.create": ["POST lsrorders", "GET lsrorders/{orderid}"],
  "LsrOrder.get": ["GET lsrorders/{orderid}"],
  "LsrOrder.list": ["GET lsrorders"],
  "Order#addNote": ["POST orders/{orderid}/notes", "GET orders/{orderid}/notes"],
  "Order#getAreaCodes": ["GET orders/{orderid}/areaCodes"],
  "Order#getHistory": ["GET orders/{orderid}/history"],
  "Order#getNotes": ["GET orders/{orderid}/notes"],
  "Order#getNpaNxx": ["GET orders/{orderid}/npaNxx"],
  "Order#getTns": ["GET orders/{orderid}/tns"],
  "Order#getTotals": ["GET orders/{orderid}/totals"],
  "Order#update": ["PUT orders/{orderid}"],
  "Order.create": ["POST orders"],
  "Order.get": ["GET orders/{orderid}"],
  "Order.list": ["GET orders"],
  "PortIn#addNote": ["POST portins/{orderid}/notes", "GET portins/{orderid}/notes"],
  "PortIn#createFile": ["POST portins/{orderid}/loas"],
  "PortIn#delete": ["DELETE portins/{orderid}"],
  "PortIn#getActivationStatus": ["GET portins/{orderid}/activationStatus"],
  "PortIn#getAreaCodes": ["GET portins/{orderid}/areaCodes"],
  "PortIn#getFile": ["GET portins/{orderid}/loas/{fileid}"],
  "PortIn#getFileMetadata": ["GET portins/{orderid}/loas/{fileid}/metadata"],
  "PortIn#getFiles": ["GET portins/{orderid}/loas"],
  "PortIn#getHistory": ["GET portins/{orderid}/history"],
  "PortIn#getNotes": ["GET portins/{orderid}/notes"],
  "PortIn#getNpaNxx": ["GET portins/{orderid}/npaNxx"],
  "PortIn#getTns": ["GET portins/{orderid}/tns"],
  "PortIn#getTotals": ["GET portins/{orderid}/totals"],
  "PortIn#update": ["PUT portins/{orderid}"],
  "PortIn#updateFile": ["PUT portins/{orderid}/loas/{fileid}"],
  "PortIn#updateFileMetadata": ["PUT portins/{orderid}/loas/{fileid}/metadata"],
  "PortIn.create": ["POST portins"],
  "PortIn.get": ["GET portins/{orderid}"],
  "PortIn.list": ["GET portins"],
  "PortOut#addNote": ["POST portouts/{orderid}/notes", "GET portouts/{orderid}/notes"],
  "PortOut#getNotes": ["GET portouts/{orderid}/notes"],
  "PortOut.get": ["GET portouts/{orderid}"],
  "PortOut.list": ["GET portouts"],
  "RateCenter.list": ["GET /rateCenters"],
  "RemoveImportedTnOrder#getHistory": ["GET removeImportedTnOrders/{orderid}/history"],
  "RemoveImportedTnOrder.create": ["POST removeImportedTnOrders"],
  "RemoveImportedTnOrder.get": ["GET removeImportedTnOrders/{orderid}"],
  "RemoveImportedTnOrder.list": ["GET removeImportedTnOrders"],
  "SipPeer#createMmsSettings": ["POST sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms"],
  "SipPeer#createOriginationSettings": ["POST sites/{siteId}/sippeers/{sippeerId}/products/origination/settings"],
  "SipPeer#createSmsSettings": ["POST sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms"],
  "SipPeer#delete": ["DELETE sites/{siteId}/sippeers/{sippeerId}"],
  "SipPeer#deleteMmsSettings": ["DELETE sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms"],
  "SipPeer#deleteSmsSettings": ["DELETE sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms"],
  "SipPeer#editApplication": ["PUT sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings"],
  "SipPeer#editMmsSettings": ["PUT sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms"],
  "SipPeer#editSmsSettings": ["PUT sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms"],
  "SipPeer#getMmsSettings": ["GET sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms"],
  "SipPeer#getSmsSettings": ["GET sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms"],
  "SipPeer#getTns": ["GET sites/{siteId}/sippeers/{sippeerId}/tns"],
  "SipPeer#getTns(number)": ["GET sites/{siteId}/sippeers/{sippeerId}/tns/{tn}"],
  "SipPeer#listApplication": ["GET sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings"],
  "SipPeer#moveTns": ["POST sites/{siteId}/sippeers/{sippeerId}/movetns"],
  "SipPeer#removeApplication": ["PUT sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings"],
  "SipPeer#update": ["PUT sites/{siteId}/sippeers/{sippeerId}"],
  "SipPeer#updateTns": ["PUT sites/{siteId}/sippeers/{sippeerId}/tns/{tn}"],
  "SipPeer.create": ["POST sites/{siteId}/sippeers", "GET sites/{siteId}/sippeers/{sippeerId}"],
  "SipPeer.get": ["GET sites/{siteId}/sippeers/{sippeerId}"],
  "SipPeer.list": ["GET sites/{siteId}/sippeers"],
  "Site#createSipPeer": ["POST sites/{siteId}/sippeers", "GET sites/{siteId}/sippeers/{sippeerId}"],
  "Site#delete": ["DELETE sites/{siteId}"],
  "Site#getInserviceNumbers": ["GET sites/{siteId}/inserviceNumbers"],
  "Site#getOrders": ["GET sites/{siteId}/orders"],
  "Site#getPortIns": ["GET sites/{siteId}/portins"],
  "Site#getSipPeer": ["GET sites/{siteId}/sippeers/{sippeerId}"],
  "Site#getSipPeers": ["GET sites/{siteId}/sippeers"],
  "Site#getTotalTns": ["GET sites/{siteId}/totaltns"],
  "Site#update": ["PUT sites/{siteId}"],
  "Site.create": ["POST sites", "GET sites/{siteId}"],
  "Site.get": ["GET sites/{siteId}"],
  "Site.list": ["GET sites"],
  "Subscription#delete": ["DELETE subscriptions/{subscriptionid}"],
  "Subscription#update": ["PUT subscriptions/{subscriptionid}"],
  "Subscription.create": ["POST subscriptions", "GET subscriptions/{subscriptionid}"],
  "Subscription.get": ["GET subscriptions/{subscriptionid}"],
  "Subscription.list": ["GET subscriptions"],
  "Tn#getRateCenter": ["GET /tns/{tn}/ratecenter"],
  "Tn#getSipPeers": ["GET /tns/{tn}/sippeers"],
  "Tn#getSites": ["GET /tns/{tn}/sites"],
  "Tn#getTnDetails": ["GET /tns/{tn}/tndetails"],
  "Tn.get": ["GET /tns/{tn}"],
  "Tn.list": ["GET /tns"],
  "TnOption.create": ["POST tnoptions"],
  "TnOption.get": ["GET tnoptions/{orderid}"],
  "TnOption.list": ["GET tnoptions"],
  "TnReservation#delete": ["DELETE tnreservation/{reservationid}"],
  "TnReservation.create": ["POST tnreservation", "GET tnreservation/{reservationid}"],
  "TnReservation.get": ["GET tnreservation/{reservationid}"],
  "User.get": ["GET /users/{userid}"],
  "User.list": ["GET /users"],
};

// They send nothing, and why.
const WITHOUT_REQUEST = {
  "Client#_createPostOrPutRequest": "makes a request for others to send",
  "Client#_refreshToken": "asks https://api.bandwidth.com for a token, whatever the end point",
  "Client#_scheduleTokenRefresh": "sets a timer for it",
  "Client#buildXml": "writes documents",
  "Client#checkResponse": "looks for errors in answers",
  "Client#concatAccountPath": "writes paths",
  "Client#createDeleteRequest": "makes a request for makeRequest to send",
  "Client#createGetRequest": "makes a request for makeRequest to send",
  "Client#createPostRequest": "makes a request for makeRequest to send",
  "Client#createPutRequest": "makes a request for makeRequest to send",
  "Client#destroy": "stops the timer",
  "Client#parseXml": "reads documents",
  "Client#prepareRequest": "adds the user",
  "Client#prepareUrl": "writes URLs",
  "Client.getIdFromHeader": "reads a variable that does not exist",
  "Client.getIdFromLocationHeader": "reads an id",
  "PortIn#setActivationStatus": "tells that it is not implemented",
  "User#update": "does nothing at all",
};

const SCENARIO = `
scenario: every function
clock: {poll_advance: 0s}
lifecycles:
  csrs:
    - {name: more is needed, when: {EndUserPIN: "12345"}, steps: [{status: RECEIVED}, {after: 1m, status: ACTION_REQUIRED, errors: [7512]}]}
`;

const [SITE, PEER, OTHER_SITE, OTHER_PEER] = [743, 303716, 202, 303717];
const [TN, MOVED, MOVED_TOO, LEAVING, RELEASED] = ["9195550100", "9195550101", "9195550102", "9195550103", "9195550104"];
const [ELSEWHERE, ELSEWHERE_TOO] = ["9193330101", "9193330102"]; // another carrier's
const ADDRESS = { houseNumber: "901", streetName: "MAIN CAMPUS", streetSuffix: "DR", city: "RALEIGH", stateCode: "NC", zip: "27606" };
const NOTE = { userId: "node", description: "please hurry" };
const LETTER = Buffer.from("%PDF-1.4\n");
const PAGE = { page: 1, size: 10 };

let dashsim;
before(async () => {
  dashsim = await startDashsim();
});
after(() => dashsim?.stop());

const withAccount = (operation) => operation.replace(/^(\w+) (?!\/)/, "$1 /accounts/{accountId}/");
const functionOf = (way) => way.replace(/\(.*/, "");

// Somewhere in what the client made of the answer.
function assertTells(answer, text) {
  assert.ok(JSON.stringify(answer).includes(text), `${text} in ${JSON.stringify(answer)}`);
}

// A play's customer, who uses functions of the client and makes sure that they call what the list says.
function startCustomer(world) {
  const client = dashsim.client(`tester~${world}`);
  const used = new Set();
  let last = 0; // the journal's sequence number of what has been looked at

  async function calledSince() {
    const { entries } = await dashsim.journal(world, { since: last, direction: "request" });
    return entries;
  }
  // What the function answers when `perform` calls it, be it a refusal of the server.
  async function watch(way, perform) {
    const result = await perform().catch((error) => error);
    if (result instanceof Error && !result.response) throw result;
    const entries = await calledSince();
    assert.deepStrictEqual(entries.map(({ operation }) => operation), OPERATIONS[way].map(withAccount), way);
    last = entries.at(-1).sequence;
    used.add(way);
    if (!(result instanceof Error)) return result;
    result.message += ` (${way}: ${result.response.text})`;
    throw result;
  }
  // use("Site.get", id), use("Site#update", site, {...}); the client is added where it belongs.
  const use = (way, ...args) => watch(way, () => {
    const [type, name] = functionOf(way).split(/[.#]/);
    if (way.startsWith("Client#")) return call(client, name, ...args);
    return way.includes("#") ? call(args[0], name, ...args.slice(1)) : call(numbers[type], name, client, ...args);
  });
  return {
    use,
    used,
    watch,
    client,
    advance: (by) => dashsim.advance(world, by),
    finish: () => dashsim.advanceUntilIdle(world),
    happens: (event) => dashsim.happens(world, event),
    // Of a type of which the client makes none itself.
    object: (type, elements) => Object.assign(Object.create(numbers[type].prototype), { client, ...elements }),
    refuses: (way, status, ...args) => assert.rejects(use(way, ...args), (error) => error.status === status),
    // For functions that never call back: until their request is there.
    fires: (way, fire) => watch(way, async () => {
      fire();
      while ((await calledSince()).length === 0);
    }),
  };
}

async function lookAround({ use, fires, client }) {
  assert.strictEqual((await use("Account.get")).companyName, "Example Telecom");
  assert.ok((await use("Account.getProducts")).product.length > 0);
  assert.ok((await use("City.list", { state: "NC", available: true })).some(({ name }) => name === "RALEIGH"));
  assert.ok((await use("RateCenter.list", { state: "NC" })).some(({ name }) => name === "RALEIGH"));
  const covered = await use("CoveredRateCenter.list", { state: "NC", size: 5 });
  assert.strictEqual(covered.length, 5);
  assert.strictEqual((await use("AvailableNumbers.list", { areaCode: 919, quantity: 2 })).resultCount, 2);
  assert.ok((await use("AvailableNpaNxx.list", { areaCode: 919 })).length > 0);
  assert.deepStrictEqual((await use("User.list")).map(({ username }) => username), ["tester"]);
  // It looks for a site in the user, in vain.
  await fires("User.get", () => numbers.User.get(client, "tester", () => {}));
}

async function makePlace({ use }) {
  const site = await use("Site.create", { name: "Node site", address: { ...ADDRESS, addressType: "Service" } });
  await use("Site#update", site, { name: "Renamed", address: { ...ADDRESS, addressType: "Service" } });
  assert.strictEqual((await use("Site.get", site.id)).name, "Renamed");
  assert.strictEqual((await use("Site.list")).length, 3);
  const first = await use("Site#createSipPeer", site, { peerName: "first", isDefaultPeer: true });
  const second = await use("SipPeer.create", { siteId: site.id, peerName: "second", isDefaultPeer: false });
  await use("SipPeer#update", second, { peerName: "renamed", isDefaultPeer: false });
  assert.strictEqual((await use("SipPeer.get", site.id, second.id)).peerName, "renamed");
  assert.strictEqual((await use("Site#getSipPeer", site, first.id)).isDefaultPeer, true);
  for (const peers of [await use("SipPeer.list", site.id), await use("Site#getSipPeers", site)]) {
    assert.deepStrictEqual(peers.map(({ peerName }) => peerName), ["first", "renamed"]);
  }
  return { site, first, second };
}

async function removePlace({ use, refuses }, { site, first, second }) {
  await use("SipPeer#delete", second);
  await use("SipPeer#delete", first);
  await use("Site#delete", site);
  await refuses("Site.get", 404, site.id);
}

async function useProducts({ use, fires }, peer) {
  const own = await use("Application._createApplication", { serviceType: "Voice-V2", appName: "own", callInitiatedCallbackUrl: "https://a.com" });
  const voice = await use("Application.createVoiceApplication", { appName: "voice", callInitiatedCallbackUrl: "https://a.com" });
  const messaging = await use("Application.createMessagingApplication", { appName: "texts", msgCallbackUrl: "https://b.com" });
  assert.deepStrictEqual([voice.serviceType, messaging.serviceType], ["Voice-V2", "Messaging-V2"]);
  await use("Application#update", own, { serviceType: "Voice-V2", appName: "renamed", callInitiatedCallbackUrl: "https://c.com" });
  assert.strictEqual((await use("Application.get", own.applicationId)).appName, "renamed");
  await use("Application#delete", own);
  assert.strictEqual((await use("Application.list")).length, 2);

  const origination = await use("SipPeer#createOriginationSettings", peer, { voiceProtocol: "SIP" });
  assert.strictEqual(origination.voiceProtocol, "SIP");
  const sms = { sipPeerSmsFeatureSettings: { tollFree: true, protocol: "HTTP" } };
  await use("SipPeer#createSmsSettings", peer, sms);
  await use("SipPeer#editSmsSettings", peer, { sipPeerSmsFeatureSettings: { ...sms.sipPeerSmsFeatureSettings, zone1: true } });
  assert.strictEqual((await use("SipPeer#getSmsSettings", peer)).sipPeerSmsFeatureSettings.zone1, true);
  const mms = { mmsSettings: { protocol: "HTTP" }, protocols: { hTTP: { httpSettings: {} } } };
  await use("SipPeer#createMmsSettings", peer, mms);
  await use("SipPeer#editMmsSettings", peer, mms);
  assert.strictEqual((await use("SipPeer#getMmsSettings", peer)).mmsSettings.protocol, "HTTP");

  await use("SipPeer#editApplication", peer, { httpMessagingV2AppId: messaging.applicationId });
  // It looks for ApplicationSettings where the service answers with ApplicationsSettings, in vain.
  await fires("SipPeer#listApplication", () => peer.listApplication(() => {}));
  assert.deepStrictEqual((await use("Application#getSipPeers", messaging)).map(({ peerId }) => peerId), [peer.id]);
  await use("SipPeer#removeApplication", peer);
  assert.strictEqual((await use("Application#getSipPeers", messaging)), undefined);
  await use("SipPeer#deleteMmsSettings", peer);
  await use("SipPeer#deleteSmsSettings", peer);
}

async function subscribe({ use, refuses }) {
  const emails = (email) => ({ orderType: "orders", emailSubscription: { email, digestRequested: "NONE" } });
  const subscription = await use("Subscription.create", emails("a@example.com"));
  await use("Subscription#update", subscription, emails("b@example.com"));
  assert.strictEqual((await use("Subscription.get", subscription.id)).emailSubscription.email, "b@example.com");
  assert.strictEqual((await use("Subscription.list", {})).length, 1);
  await use("Subscription#delete", subscription);
  await refuses("Subscription.get", 404, subscription.id);
}

// A note is answered with itself, found among the order's notes.
async function takeNotes({ use }, type, order) {
  assert.strictEqual((await use(`${type}#addNote`, order, NOTE)).description, NOTE.description);
  assert.strictEqual((await use(`${type}#getNotes`, order)).length, 1);
}

async function buy(customer) {
  const { use, refuses, finish, client } = customer;
  const found = await use("AvailableNumbers.list", { areaCode: 919, quantity: 3 });
  const [wanted, spared, dropped] = found.telephoneNumberList.telephoneNumber;
  const kept = await use("TnReservation.create", { reservedTn: wanted });
  assert.strictEqual((await use("TnReservation.get", kept.reservationId)).reservedTn, wanted);
  const given = await use("TnReservation.create", { reservedTn: spared });
  await use("TnReservation#delete", Object.assign(given, { id: given.reservationId }));
  await refuses("TnReservation.get", 404, given.reservationId);
  const { reservationId } = await use("TnReservation.create", { reservedTn: dropped });
  await use("Client#makeRequest(delete)", "delete", `${client.concatAccountPath("tnreservation")}/${reservationId}`);

  const { order } = await use("Order.create", {
    name: "node",
    siteId: OTHER_SITE,
    existingTelephoneNumberOrderType: {
      telephoneNumberList: { telephoneNumber: [wanted] },
      reservationIdList: { reservationId: [kept.reservationId] },
    },
  });
  await finish();
  assert.strictEqual((await use("Order.get", order.id)).orderStatus, "COMPLETE");
  assert.deepStrictEqual((await use("Order#getHistory", order)).map(({ status }) => status), ["RECEIVED", "COMPLETE"]);
  await use("Order#update", order, { name: "renamed" });
  assert.strictEqual((await use("Order.list", PAGE)).listOrderIdUserIdDate.orderIdUserIdDate.orderId, order.id);
  assert.deepStrictEqual(await use("Order#getAreaCodes", order), [{ areaCode: 919, count: 1 }]);
  for (const breakdown of ["getNpaNxx", "getTotals"]) {
    assert.deepStrictEqual(await use(`Order#${breakdown}`, order), [{ "nPA-NXX": Number(wanted.slice(0, 6)), count: 1 }]);
  }
  assert.strictEqual((await use("Order#getTns", order)).telephoneNumber, wanted);
  await takeNotes(customer, "Order", order);
  const site = await use("Site.get", OTHER_SITE);
  assert.strictEqual((await use("Site#getOrders", site)).listOrderIdUserIdDate.orderIdUserIdDate.orderId, order.id);
  assert.strictEqual((await use("Site#getInserviceNumbers", site)).telephoneNumbers.telephoneNumber, wanted);
  assert.strictEqual((await use("Site#getTotalTns", site)).siteTNs.totalCount, 1);
  return wanted;
}

async function readNumbers({ use, client }) {
  const tn = await use("Tn.get", TN);
  assert.strictEqual(tn.status, "Inservice");
  assert.strictEqual((await use("Tn#getTnDetails", tn)).fullNumber, TN);
  assert.strictEqual((await use("Tn#getSites", tn)).id, SITE);
  assert.strictEqual((await use("Tn#getSipPeers", tn)).id, PEER);
  assert.strictEqual((await use("Tn#getRateCenter", tn)).rateCenter, "RALEIGH");
  assert.strictEqual((await use("Tn.list", { city: "RALEIGH", size: 5 })).telephoneNumbers.telephoneNumber.length, 5);
  assertTells(await use("Client#makeRequest(get)", "get", `/tns/${TN}/lata`), "426");
  const list = await use("Client#makeRequest(post)", "post", "/tns", { tnList: { tn: [TN, MOVED] } });
  assert.strictEqual(list.telephoneNumberCount, 2);
  await use("Client#makeRequest(put)", "put", "/users/tester/password", { password: "secret" });

  assert.strictEqual((await use("InServiceNumber.totals")).count, 51);
  assert.strictEqual((await use("InServiceNumber.list", PAGE)).telephoneNumbers.telephoneNumber.length, 10);
  await use("InServiceNumber.get", TN);
  const peer = await use("SipPeer.get", SITE, PEER);
  assert.strictEqual((await use("SipPeer#getTns", peer)).length, 50);
  await use("SipPeer#updateTns", peer, TN, { fullNumber: TN, callingNameDisplay: true });
  assert.strictEqual((await use("SipPeer#getTns(number)", peer, TN)).callingNameDisplay, true);
}

async function moveAndDisconnect(customer, bought) {
  const { use, finish, object } = customer;
  const move = await use("Account.moveTns", { siteId: OTHER_SITE, sipPeerId: OTHER_PEER, telephoneNumbers: { telephoneNumber: [MOVED] } });
  const { orderId } = move.moveTnsOrder;
  await finish();
  assert.strictEqual((await use("Account.getMoveTnsOrder", orderId)).processingStatus, "COMPLETE");
  assert.strictEqual((await use("Account.getMoveTnsOrders")).moveTnsOrderSummary.orderId, orderId);
  assert.strictEqual((await use("Account.getMoveTnsOrderHistory", orderId)).orderHistory.length, 3);
  const peer = await use("SipPeer.get", SITE, 518824);
  await use("SipPeer#moveTns", peer, [MOVED_TOO]);
  assert.deepStrictEqual((await use("SipPeer#getTns", peer)).map(({ fullNumber }) => fullNumber), [MOVED_TOO]);

  const { orderRequest } = await use("Disconnect.create", "node disconnects", [bought]);
  await finish();
  assert.strictEqual((await use("Disconnect.get", orderRequest.id, {})).orderStatus, "COMPLETE");
  assert.strictEqual((await use("Disconnect.list", PAGE)).listOrderIdUserIdDate.orderIdUserIdDate.orderId, orderRequest.id);
  await takeNotes(customer, "Disconnect", object("Disconnect", { id: orderRequest.id }));
  assert.strictEqual((await use("DiscNumber.list", PAGE)).telephoneNumber, bought);
  assert.strictEqual((await use("DiscNumber.totals")).count, 1);
}

// A letter of authorization comes, is replaced and is described.
async function sendLetter({ use, watch }, type, order) {
  const name = await use(`${type}#createFile`, order, LETTER, "application/pdf");
  await use(`${type}#updateFile`, order, name, LETTER, "application/pdf");
  const { body } = await watch(`${type}#getFile`, () => order.getFile(name).buffer());
  assert.deepStrictEqual(body, LETTER);
  await use(`${type}#updateFileMetadata`, order, name, { documentName: "letter", documentType: "LOA" });
  assert.strictEqual((await use(`${type}#getFileMetadata`, order, name)).documentName, "letter");
  assert.strictEqual((await use(`${type}#getFiles`, order, true)).fileName, name);
}

const SUBSCRIBER = { subscriberType: "RESIDENTIAL", firstName: "First", lastName: "Last", serviceAddress: ADDRESS };

async function port(customer) {
  const { use, refuses, finish, advance } = customer;
  assert.strictEqual((await use("LnpChecker.check", ["9193334001"], true)).portType, "AUTOMATED");
  const order = (phoneNumber, more) => ({
    requestedFocDate: "2026-01-28T14:00:00.000Z",
    billingTelephoneNumber: "9193334000",
    siteId: SITE,
    peerId: PEER,
    subscriber: SUBSCRIBER,
    loaAuthorizingPerson: "The Authguy",
    listOfPhoneNumbers: { phoneNumber },
    ...more,
  });
  const portIn = await use("PortIn.create", order(["9193334001"], { triggered: true }));
  await sendLetter(customer, "PortIn", portIn);
  await advance("1d");
  assert.strictEqual((await use("PortIn#update", portIn, { subscriber: { lastName: "Lastname" } })).processingStatus, "REQUESTED_SUPP");
  assert.strictEqual((await use("PortIn.get", portIn.id)).processingStatus, "REQUESTED_SUPP");
  assert.strictEqual((await use("PortIn.list", PAGE)).lnpPortInfoForGivenStatus.orderId, portIn.id);
  await advance("2d");
  const status = await use("PortIn#getActivationStatus", portIn);
  assert.strictEqual(status.activationStatus.notYetActivatedTelephoneNumbersList.telephoneNumber, "9193334001");
  assert.deepStrictEqual(await use("PortIn#getAreaCodes", portIn), [{ areaCode: 919, count: 1 }]);
  assert.deepStrictEqual(await use("PortIn#getNpaNxx", portIn), [{ "nPA-NXX": 919333, count: 1 }]);
  assert.deepStrictEqual(await use("PortIn#getTotals", portIn), [undefined]); // it looks for a report, there is a count
  assert.strictEqual((await use("PortIn#getTns", portIn)).telephoneNumber, "9193334001");
  await takeNotes(customer, "PortIn", portIn);
  assert.strictEqual((await use("PortIn#getHistory", portIn))[0].status, "PENDING_DOCUMENTS");
  const site = await use("Site.get", SITE);
  assertTells(await use("Site#getPortIns", site), portIn.id);
  const unwanted = await use("PortIn.create", order(["9193334002"]));
  await use("PortIn#delete", unwanted);
  await finish();
}

async function letNumbersGo(customer) {
  const { use, finish, happens, object } = customer;
  const { order: id } = JSON.parse(await happens({ port_out: { account: 9900000, numbers: [LEAVING], spid: "512E" } }));
  await use("PortOut.get", id);
  await takeNotes(customer, "PortOut", object("PortOut", { id }));
  assertTells(await use("PortOut.list", PAGE), id);

  const listOfTelephoneNumbers = { telephoneNumber: [RELEASED] };
  const content = { pon: "NODE-1", sPID: "9999", authorizingPerson: "Jim Hopkins", subscriber: SUBSCRIBER, listOfTelephoneNumbers };
  const created = await use("LsrOrder.create", content);
  const order = Object.assign(created, { id: created.orderId });
  await use("LsrOrder#update", order, { ...content, authorizingPerson: "Fred Hopkins" });
  assert.strictEqual((await use("LsrOrder.get", order.id)).authorizingPerson, "Fred Hopkins");
  await takeNotes(customer, "LsrOrder", order);
  await finish();
  assert.strictEqual((await use("LsrOrder#getHistory", order)).at(-1).status, "COMPLETE");
  assert.strictEqual((await use("LsrOrder.list", {})).lsrOrderSummary.orderId, order.id);
}

async function bringNumbers(customer) {
  const { use, finish } = customer;
  const checked = await use("ImportTnChecker.check", [ELSEWHERE]);
  assert.strictEqual(checked.importTnCheckerPayload.telephoneNumbers.telephoneNumber, ELSEWHERE);
  const content = { customerOrderId: "node", siteId: SITE, sipPeerId: PEER };
  const subscriber = { name: "ABC Inc.", serviceAddress: ADDRESS };
  const authorization = { loaAuthorizingPerson: "The Authguy", loaType: "CARRIER" };
  const order = await use("ImportTnOrder.create", { ...content, subscriber, ...authorization }, [ELSEWHERE]);
  await sendLetter(customer, "ImportTnOrder", order);
  await finish();
  assert.strictEqual((await use("ImportTnOrder.get", order.id)).processingStatus, "COMPLETE");
  assertTells(await use("ImportTnOrder.list", {}), order.id);
  assert.deepStrictEqual((await use("ImportTnOrder#getHistory", order)).at(-1).status, "COMPLETE");

  const removal = await use("RemoveImportedTnOrder.create", "node", [ELSEWHERE]);
  await finish();
  assert.strictEqual((await use("RemoveImportedTnOrder.get", removal.id, {})).processingStatus, "COMPLETE");
  assertTells(await use("RemoveImportedTnOrder.list", {}), removal.id);
  assert.strictEqual((await use("RemoveImportedTnOrder#getHistory", removal)).at(-1).status, "COMPLETE");

  await use("ImportToAccount.create", { ...content, telephoneNumbers: { telephoneNumber: [ELSEWHERE_TOO] } });
  await finish();
  assertTells(await use("ImportToAccount.list", {}), "COMPLETE");
}

async function askForRecords(customer) {
  const { use, finish } = customer;
  const csr = {
    accountNumber: "987654321",
    accountTelephoneNumber: "9196194444",
    endUserName: "bandwidthGuy",
    authorizingUserName: "importantAuthGuy",
    customerCode: "123",
    endUserPIN: "12345",
    addressLine1: "900 Main Campus Dr",
    city: "Raleigh",
    state: "NC",
    zIPCode: "27612",
    typeOfService: "residential",
  };
  const created = await use("CsrOrder.create", csr);
  const order = Object.assign(created, { id: created.orderId });
  await finish();
  await use("CsrOrder#update", order, { ...csr, endUserPIN: "54321" });
  await finish();
  assert.strictEqual((await use("CsrOrder.get", order.id)).status, "COMPLETE");
  await takeNotes(customer, "CsrOrder", order);
}

async function orderFeatures({ use, finish }) {
  const telephoneNumbers = { telephoneNumber: [TN] };
  const name = { telephoneNumbers, subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" };
  const lidb = await use("Lidbs.create", { lidbTnGroups: { lidbTnGroup: [name] } });
  const listing = {
    telephoneNumbers,
    subscriberType: "BUSINESS",
    listingType: "LISTED",
    listingName: { lastName: "Smith" },
    listAddress: "true",
    address: ADDRESS,
  };
  const dlda = await use("Dlda.create", { dldaTnGroups: { dldaTnGroup: [listing] } });
  const option = await use("TnOption.create", { tnOptionGroups: [{ sms: "on", telephoneNumbers: [TN] }] });
  await finish();
  for (const [type, { orderId }] of [["Lidbs", lidb], ["Dlda", dlda], ["TnOption", option]]) {
    assert.strictEqual((await use(`${type}.get`, orderId)).processingStatus, "COMPLETE");
    assertTells(await use(`${type}.list`, {}), orderId);
  }
  assert.strictEqual((await use("Dlda#getHistory", Object.assign(dlda, { id: dlda.orderId }))).length, 3);
  const address = { addressLine1: "904 E Ansun St", city: "Marshalltown", stateCode: "IA", zip: "50158" };
  assert.strictEqual((await use("Geocode.request", address)).addressLine1, "904 E ANSON ST");
}

async function prepareForEmergencies({ use, refuses, finish, client }) {
  const endUser = { identifier: "Fred992834", callbackNumber: "8042105760", pIDFLOEnabled: "false" };
  const order = { e911Order: { address: ADDRESS, alternateEndUserIdentifiers: { alternateEndUserIdentifier: [endUser] } } };
  await use("Client#makeRequest(E911)", "post", client.concatAccountPath("e911s"), order);
  await finish();
  assertTells(await use("Aeuis.list", PAGE), "Fred992834");
  assertTells(await use("Aeuis.get", "Fred992834"), "MAIN CAMPUS");

  const recipient = { description: "Front desk", type: "EMAIL", emailAddress: "foo@bar.com" };
  const created = await use("EmergencyNotification.createRecipient", { emergencyNotificationRecipient: recipient });
  const { identifier } = created.emergencyNotificationRecipient;
  created.enrid = identifier; // where the client looks for it
  const replacement = { emergencyNotificationRecipient: { ...recipient, emailAddress: "new@bar.com" } };
  await use("EmergencyNotification#replaceRecipient", created, client, replacement);
  await refuses("EmergencyNotification#deleteRecipient", 400, created, client);
  const read = await use("EmergencyNotification.getRecipient", identifier);
  assert.strictEqual(read.emergencyNotificationRecipient.emailAddress, "new@bar.com");
  assertTells(await use("EmergencyNotification.listRecipients", {}), "new@bar.com");

  const group = await use("EmergencyNotification.createGroupOrder", {
    emergencyNotificationGroupOrder: {
      addedEmergencyNotificationGroup: {
        description: "Building 5",
        addedEmergencyNotificationRecipients: { emergencyNotificationRecipient: [{ identifier }] },
      },
    },
  });
  await finish();
  const groupId = group.addedEmergencyNotificationGroup.identifier;
  assertTells(await use("EmergencyNotification.getGroupOrder", group.orderId), "COMPLETED");
  assertTells(await use("EmergencyNotification.listGroupOrders", {}), group.orderId);
  assertTells(await use("EmergencyNotification.getGroup", groupId), "Building 5");
  assertTells(await use("EmergencyNotification.listGroups", {}), groupId);

  const endpoints = await use("EmergencyNotification.createEndpointOrder", {
    emergencyNotificationEndpointOrder: {
      emergencyNotificationEndpointAssociations: {
        emergencyNotificationGroup: { identifier: groupId },
        addedAssociations: { eepToEngAssociations: { eepAeuiIds: { identifier: ["Fred992834"] } } },
      },
    },
  });
  await finish();
  const { orderId } = endpoints.emergencyNotificationEndpointOrder;
  assertTells(await use("EmergencyNotification.getEndpointOrder", orderId), "COMPLETED");
  assertTells(await use("EmergencyNotification.listEnpointOrders", {}), orderId);
}

function exportedFunctions() {
  const functions = [];
  for (const [type, exported] of Object.entries(numbers)) {
    for (const [mark, holder] of [[".", exported], ["#", exported.prototype]]) {
      for (const name of Object.getOwnPropertyNames(holder ?? {})) {
        const promised = name.endsWith("Async"); // the same with a promise
        if (typeof holder[name] === "function" && name !== "constructor" && !promised) functions.push(type + mark + name);
      }
    }
  }
  return functions;
}

test("the list has every function of the client", () => {
  const listed = new Set([...Object.keys(OPERATIONS).map(functionOf), ...Object.keys(WITHOUT_REQUEST)]);
  assert.deepStrictEqual([...listed].sort(), exportedFunctions().sort());
});

async function play(world) {
  await dashsim.createWorld(world, SCENARIO);
  const customer = startCustomer(world);
  await lookAround(customer);
  const place = await makePlace(customer);
  await useProducts(customer, place.first);
  await removePlace(customer, place);
  await subscribe(customer);
  const bought = await buy(customer);
  await readNumbers(customer);
  await moveAndDisconnect(customer, bought);
  await port(customer);
  await letNumbersGo(customer);
  await bringNumbers(customer);
  await askForRecords(customer);
  await orderFeatures(customer);
  await prepareForEmergencies(customer);
  assert.deepStrictEqual(Object.keys(OPERATIONS).filter((way) => !customer.used.has(way)), [], "never used");
  return dashsim.har(world);
}

test("every function of the client calls its operations, twice with the same bytes", { timeout: 120000 }, () => playTwice("every-function", play));
