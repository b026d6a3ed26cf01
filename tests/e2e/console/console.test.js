// The console in a browser: every control is used, and what it shows is held against what the control API says.
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const { after, before, test } = require("node:test");
const { startBrowser, startDashsim, endServers, order, portIn, picture, violations, choose, live, quiet, holdBack } = require("./browser");

const SCENARIO = `
scenario: seen in the console
about: Port-ins of 919333 numbers are rejected once.
clock: {poll_advance: 0s}
lifecycles:
  portins:
    - name: rejected once
      when: {ListOfPhoneNumbers/PhoneNumber: "919333*"}
      times: 1
      steps:
        - {status: PENDING_DOCUMENTS, note: LOA required}
        - {after: 1h, status: SUBMITTED}
        - {after: 1d, status: EXCEPTION, errors: [7519]}
faults:
  - {name: one bad read, on: "GET /accounts/{accountId}/sites", nth: 1, respond: {status: 503}}
`;

let sim, browser;

before(async () => {
  [sim, browser] = await Promise.all([startDashsim(), startBrowser()]);
});
after(async () => {
  await browser.stop();
  await sim.stop();
  endServers();
});

// A world of its own, and the console of it.
async function openWorld(name, { tab = "orders", scenario = SCENARIO, ...options } = {}) {
  const made = await sim.call("POST", "/_sim/worlds", JSON.stringify({ name, scenario }));
  assert.strictEqual(made.status, 201, made.text);
  const page = await browser.open(`${sim.url}/_sim/#world=${name}&tab=${tab}`, options);
  await live(page);
  await quiet(page);
  return page;
}

async function finish(page) {
  assert.deepStrictEqual(page.faults, []);
  await page.context().close();
}

// Reads again until it is as wanted.
async function until(read, wanted, what = "it") {
  const end = Date.now() + 8000;
  for (;;) {
    const value = await read();
    if (typeof wanted === "function" ? wanted(value) : value === wanted) return value;
    assert.ok(Date.now() < end, `${what} is ${JSON.stringify(value)}, not ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
// The control of that label; those of other tabs are hidden.
const labelled = (page, name) => page.getByLabel(name, { exact: true }).filter({ visible: true });
const now = (page) => page.locator("#now").getAttribute("datetime");
const news = (page) => page.locator("#news").textContent();

test("the clock is moved in every way", async () => {
  const page = await openWorld("clock");
  await until(() => now(page), "2026-01-05T09:00:00.000Z");
  assert.ok(await button(page, "Run to next").isDisabled(), "nothing is scheduled");
  await sim.api("POST", "/orders", order("First"), "clock");
  await page.locator(".order").waitFor();
  await button(page, "Run to next").click();
  await until(() => now(page), "2026-01-05T09:00:01.000Z");
  await until(() => news(page), (text) => /order [0-9a-f]{8} COMPLETE/.test(text));
  for (const [name, time] of [["+1 s", "09:00:02"], ["+1 m", "09:01:02"], ["+1 h", "10:01:02"], ["+1 d", "10:01:02"]]) {
    await button(page, name).click();
    await until(() => now(page), (text) => text.includes(time), name);
  }
  await until(() => now(page), "2026-01-06T10:01:02.000Z");
  await sim.api("POST", "/portins", portIn("9193331138"), "clock");
  await button(page, "Run until idle").click();
  await until(() => now(page), "2026-01-07T11:01:02.000Z");
  await labelled(page, "To").fill("2026-01-10T12:00:00Z");
  await button(page, "Go").click();
  await until(() => now(page), "2026-01-10T12:00:00.000Z");
  await labelled(page, "To").fill("2026-01-06T12:00:00Z");
  await labelled(page, "To").press("Enter");
  await until(() => now(page), "2026-01-06T12:00:00.000Z", "a rewound clock");
  await until(() => page.locator(".order .badge").first().textContent(), "SUBMITTED", "the port-in of then");
  await labelled(page, "To").fill("soon");
  await button(page, "Go").click();
  await until(() => news(page), (text) => text.includes("not an instant"));
  await finish(page);
});

test("the clock runs by itself, and stands still again", async () => {
  const page = await openWorld("pace");
  const mode = labelled(page, "How the clock moves");
  await mode.selectOption("scaled");
  await until(async () => (await sim.control("GET", "clock", null, "pace")).speed, 60);
  await labelled(page, "Speed, in seconds a second").fill("3600");
  await labelled(page, "Speed, in seconds a second").press("Enter");
  await until(async () => (await sim.control("GET", "clock", null, "pace")).speed, 3600);
  const shown = await now(page);
  await until(() => now(page), (text) => text > shown, "a running clock");
  await mode.selectOption("real");
  await until(async () => (await sim.control("GET", "clock", null, "pace")).speed, 1);
  await mode.selectOption("manual");
  await until(async () => (await sim.control("GET", "clock", null, "pace")).mode, "manual");
  await finish(page);
});

test("the world is kept, restored and reset", async () => {
  const page = await openWorld("states");
  await button(page, "Snapshot").click();
  await labelled(page, "Name").fill("before");
  await button(page, "Keep it").click();
  await until(() => page.locator("#snapshots").inputValue(), "before");
  await sim.api("POST", "/orders", order("Gone soon"), "states");
  await page.locator(".order").waitFor();
  await button(page, "Restore").click();
  await page.getByText("No orders yet").waitFor();
  await button(page, "+1 h").click();
  await until(() => now(page), "2026-01-05T10:00:00.000Z");
  await button(page, "Reset").click();
  await button(page, "Cancel").click();
  assert.strictEqual(await now(page), "2026-01-05T10:00:00.000Z");
  await button(page, "Reset").click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await until(() => now(page), "2026-01-05T09:00:00.000Z");
  await finish(page);
});

test("worlds are made, forked, changed for each other and deleted", async () => {
  const page = await openWorld("one");
  await sim.api("POST", "/orders", order("Of the first world"), "one");
  await page.getByText("Of the first world").waitFor();
  await button(page, "New").click();
  await labelled(page, "Name").fill("no good name");
  await button(page, "Create").click();
  await page.getByRole("alert").getByText("no name for a world").waitFor();
  await labelled(page, "Name").fill("two");
  await labelled(page, "Seed").fill("7");
  await labelled(page, "Scenario").fill("scenario: second\nclock: {start: 2026-03-01T00:00:00Z}");
  await button(page, "Create").click();
  await until(() => now(page), "2026-03-01T00:00:00.000Z");
  await page.getByText("No orders yet").waitFor();
  await sim.api("POST", "/orders", order("Of the second world"), "two");
  await page.getByText("Of the second world").waitFor();
  assert.strictEqual(await page.getByText("Of the first world").count(), 0);
  await button(page, "Fork").click();
  await labelled(page, "Name").fill("two-again");
  await button(page, "Create").click();
  await until(() => page.locator("#world").inputValue(), "two-again");
  await page.getByText("Of the second world").waitFor();
  await labelled(page, "World").selectOption("one");
  await page.getByText("Of the first world").waitFor();
  assert.match(page.url(), /#world=one&tab=orders$/);
  await labelled(page, "World").selectOption("two-again");
  await page.getByText("Of the second world").waitFor();
  await button(page, "Delete").click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await until(() => page.locator("#world").inputValue(), "default");
  assert.ok(await button(page, "Delete").isDisabled(), "the world default stays");
  assert.ok(!(await sim.call("GET", "/_sim/worlds")).text.includes("two-again"));
  await labelled(page, "World").selectOption("two");
  await page.getByText("Of the second world").waitFor();
  await sim.call("DELETE", "/_sim/worlds/two"); // by somebody else
  await until(() => page.locator("#world").inputValue(), "default");
  await finish(page);
});

test("orders are a picture of their past and of what is ahead", async () => {
  const page = await openWorld("orders", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByText("No orders yet").waitFor();
  await picture(page, "orders-empty");
  await button(page, "Copy").click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(execFileSync("sh", ["-c", command], { stdio: ["ignore", "pipe", "ignore"] }).toString(), /<name>My first order|<Name>My first order/);
  await page.getByText("My first order").waitFor();
  // What strangers send is text.
  await sim.api("POST", "/orders", order("&lt;img src=x onerror=&quot;document.title='run'&quot;&gt;"), "orders");
  await page.getByText("<img src=x onerror=").waitFor();
  await sim.api("POST", "/orders", order("None left", "999"), "orders");
  await sim.api("POST", "/orders", order("Three more", "804", 3), "orders");
  await sim.api("POST", "/portins", portIn("9193331138"), "orders");
  await sim.api("POST", "/portins", portIn("9192381139"), "orders");
  await sim.control("POST", "clock/advance", { by: "2h" }, "orders");
  await sim.api("POST", "/orders", order("The last one"), "orders");
  await until(() => page.locator(".order").count(), 7);
  assert.ok((await page.locator(".mark").count()) >= 3, "steps ahead are hollow marks");
  assert.ok((await page.locator(".segment").count()) >= 8);
  const [line] = await page.locator(".order .now-line").all();
  assert.ok((await line.boundingBox()).x > 300);
  await picture(page, "orders-light");

  const port = page.locator("li", { has: page.locator(".order", { hasText: "portins" }) }).first();
  await port.locator(".order").click();
  await port.getByText("LOA required").waitFor();
  await port.getByText("scheduled").first().waitFor();
  assert.strictEqual(await port.locator(".order").getAttribute("aria-expanded"), "true");
  await port.locator(".order").click();
  assert.strictEqual(await port.locator(".detail").count(), 0);

  const count = () => page.locator("#orders-count").textContent();
  await labelled(page, "Type").selectOption("portins");
  await until(count, "2 orders");
  await labelled(page, "Type").selectOption("");
  await labelled(page, "State").selectOption("FAILED");
  await until(count, "1 order");
  await labelled(page, "State").selectOption("");
  await labelled(page, "Account").selectOption("9900000");
  await until(count, "7 orders");
  await labelled(page, "Account").selectOption("");
  const portIns = await holdBack(page, /\/orders\?type=portins$/);
  await labelled(page, "Type").selectOption("portins");
  await portIns.asked;
  await labelled(page, "Type").selectOption("orders");
  await page.evaluate(() => fetch("health")); // meanwhile the second is answered, if it has been asked
  await portIns.give();
  assert.strictEqual(await count(), "5 orders", "what was chosen last stays");
  await labelled(page, "Type").selectOption("");
  await until(count, "7 orders");
  await labelled(page, "Find").fill("three");
  await until(count, "1 of 7 orders");
  await labelled(page, "Find").fill("nobody");
  await page.getByText("No order fits the filters").waitFor();
  await labelled(page, "Find").fill("");
  await quiet(page);
  const width = async () => (await page.locator(".order", { hasText: "Three more" }).locator(".segment").boundingBox())?.width;
  const even = await width();
  await labelled(page, "Axis").selectOption("true");
  await until(width, (value) => value < even, "a second among days");
  await page.getByText("What is scheduled").click();
  await page.locator("#scheduled").getByText("takes its next step").first().waitFor();
  assert.strictEqual(await page.title(), "dashsim console", "no script of strangers was run");
  await finish(page);
});

test("numbers are counted and listed", async () => {
  const page = await openWorld("numbers", { tab: "numbers" });
  await page.getByRole("heading", { name: "50 in service on 9900000" }).waitFor();
  await sim.api("POST", "/tnreservation", "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>", "numbers");
  await page.getByRole("button", { name: "1 reserved, Example Telecom" }).click();
  await page.getByText("919 439 0001").waitFor();
  await sim.api("POST", "/disconnects", "<DisconnectTelephoneNumberOrder><Name>two</Name><DisconnectTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber><TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>", "numbers");
  await sim.control("POST", "clock/advance", { by: "1h" }, "numbers");
  await page.getByRole("button", { name: "48 in service, Example Telecom" }).click();
  await labelled(page, "Find").fill("55501 4");
  await page.getByRole("heading", { name: "10 of 48 in service on 9900000" }).waitFor();
  await picture(page, "numbers-light");
  await finish(page);
});

test("the journal is live, filtered, read and copied", async () => {
  const page = await openWorld("journal", { tab: "journal", permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByText("Nothing was received or sent yet").waitFor();
  await sim.api("GET", "/sites", undefined, "journal");
  await sim.api("POST", "/orders", order("Copied"), "journal");
  await sim.api("GET", "/nowhere", undefined, "journal");
  const rows = page.locator(".entries button");
  await until(() => rows.count(), 3);
  await rows.nth(1).click();
  const detail = page.locator(".entry-detail");
  await detail.locator(".xml-tag", { hasText: "<Name>" }).first().waitFor();
  assert.match(await detail.locator("pre").first().textContent(), /^<Order>\n {2}<Name>Copied<\/Name>\n/);
  await detail.getByText(/Request headers/).click();
  await detail.getByText("Basic ***").waitFor();
  await picture(page, "journal-light");
  await button(page, "Copy as curl").click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, /-u 'tester:PASSWORD'/);
  assert.doesNotMatch(command, /\*\*\*/);
  const answer = execFileSync("sh", ["-c", command.replace("PASSWORD", "secret")], { stdio: ["ignore", "pipe", "ignore"] });
  assert.match(answer.toString(), /201 Created/);
  await until(() => rows.count(), 4);

  await rows.nth(3).focus();
  await page.keyboard.press("ArrowUp");
  assert.strictEqual(await rows.nth(2).getAttribute("aria-current"), "true");
  await page.keyboard.press("ArrowDown");
  assert.strictEqual(await rows.nth(3).getAttribute("aria-current"), "true");
  await labelled(page, "Method").selectOption("POST");
  await until(() => rows.count(), 2);
  await labelled(page, "Method").selectOption("");
  await labelled(page, "Status").selectOption("5");
  await until(() => rows.count(), 1);
  await rows.getByText("one bad read").waitFor();
  await labelled(page, "Status").selectOption("");
  await labelled(page, "Direction").selectOption("callback");
  await page.getByText("No message fits the filters").waitFor();
  await labelled(page, "Direction").selectOption("");
  await labelled(page, "Find").fill("nowhere");
  await until(() => rows.count(), 1);
  await labelled(page, "Find").fill("");

  const journal = await holdBack(page, /\/journal\?/);
  await sim.api("POST", "/orders", order("Seen later"), "journal");
  await journal.asked;
  await button(page, "Pause").click();
  await journal.give();
  await until(() => page.locator("#clock-more").textContent(), (text) => text.includes("3 scheduled"));
  assert.strictEqual(await rows.count(), 4, "not even what was on its way is shown");
  await button(page, "Pause").click();
  await until(() => rows.count(), 5);
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save as HAR").click()]);
  assert.strictEqual(JSON.parse(fs.readFileSync(await download.path(), "utf8")).log.entries.length, 5);
  await button(page, "Clear").click();
  await page.getByText("Nothing was received or sent yet").waitFor();
  await finish(page);
});

test("callbacks, subscriptions and the outbox are shown", async () => {
  const receiver = http.createServer((request, response) => response.writeHead(request.url === "/bad" ? 500 : 200).end());
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${receiver.address().port}`;
  const page = await openWorld("callbacks", { tab: "callbacks" });
  await page.getByText("No callback was placed yet").waitFor();
  const subscribe = (to) => sim.api("POST", "/subscriptions", `<Subscription><OrderType>orders</OrderType>${to}</Subscription>`, "callbacks");
  await subscribe(`<CallbackSubscription><URL>${url}/good</URL></CallbackSubscription>`);
  await subscribe(`<CallbackSubscription><URL>${url}/bad</URL></CallbackSubscription>`);
  await subscribe("<EmailSubscription><Email>ann@example.com</Email><DigestRequested>NONE</DigestRequested></EmailSubscription>");
  await page.locator("#subscriptions").getByText("ann@example.com").waitFor();
  await sim.api("POST", "/orders", order("Told"), "callbacks");
  await sim.control("POST", "clock/advance", { by: "10s" }, "callbacks");
  const rows = page.locator("#panel-callbacks .entries button");
  await until(() => rows.count(), 2);
  await page.locator("#subscriptions").getByText("200 OK").waitFor();
  await page.locator("#subscriptions").getByText(/^500/).waitFor();
  await page.locator("#outbox").getByText("ann@example.com").waitFor();
  await labelled(page, "Status").selectOption("5");
  await until(() => rows.count(), 1);
  await rows.first().click();
  await page.locator("#panel-callbacks pre.xml").getByText("COMPLETE").first().waitFor();
  await button(page, "Run until idle").click(); // the bad receiver is tried again until nothing is left to try
  await until(() => rows.count(), 9);
  await picture(page, "callbacks-light");
  await finish(page);
  receiver.closeAllConnections();
  receiver.close();
});

test("faults are added, switched and removed", async () => {
  const page = await openWorld("faults", { tab: "faults" });
  const sites = async () => (await sim.api("GET", "/sites", undefined, "faults")).status;
  const toggle = (name) => page.getByRole("switch", { name: `Fault ${name}` });
  await toggle("one bad read").click();
  await until(() => toggle("one bad read").getAttribute("aria-checked"), "false");
  assert.strictEqual(await sites(), 200);
  await toggle("one bad read").click();
  await until(() => toggle("one bad read").getAttribute("aria-checked"), "true");
  assert.strictEqual(await sites(), 503);
  await until(() => page.locator("tr", { hasText: "one bad read" }).locator("td.number").nth(1).textContent(), "1");

  await labelled(page, "Name").fill("teapot");
  await labelled(page, "Operation").fill("GET /accounts/{accountId}/sites");
  await labelled(page, "Status").fill("418");
  await labelled(page, "At most so often").fill("2");
  await labelled(page, "Probability").fill("1");
  await button(page, "Add the fault").click();
  await toggle("teapot").waitFor();
  assert.strictEqual(await sites(), 418);
  await picture(page, "faults-light");
  await labelled(page, "Name").fill("late");
  await labelled(page, "What happens").selectOption("latency");
  await labelled(page, "How late").fill("5 parsecs");
  await button(page, "Add the fault").click();
  await page.getByRole("alert").getByText("parsecs").waitFor();
  await labelled(page, "How late").fill("1ms");
  await labelled(page, "Only the n-th").fill("1");
  await button(page, "Add the fault").click();
  await toggle("late").waitFor();
  await labelled(page, "Rules, as a scenario would hold them").fill("{");
  await button(page, "Add the rules").click();
  await page.getByRole("alert").getByText("not a JSON object").waitFor();
  await labelled(page, "Rules, as a scenario would hold them").fill('{"faults": [{"name": "<b>bold</b>", "nth": 99, "connection": "reset"}]}');
  await button(page, "Add the rules").click();
  await toggle("<b>bold</b>").waitFor();
  await page.getByRole("button", { name: "Remove the fault teapot" }).click();
  await until(() => toggle("teapot").count(), 0);
  await button(page, "Remove all").click();
  await page.getByText("Nothing goes wrong").waitFor();
  await finish(page);
});

test("coverage is a heat map of families by status", async () => {
  const page = await openWorld("coverage", { tab: "coverage" });
  await page.getByText("0 of 240 operations").waitFor();
  await sim.api("POST", "/orders", order("Met"), "coverage");
  await sim.api("GET", "/orders/none", undefined, "coverage");
  for (const where of ["", "/inserviceNumbers?page=1&size=5", "/sites", "/sites"]) await sim.api("GET", where, undefined, "coverage");
  const { operations } = await sim.control("GET", "coverage", null, "coverage");
  assert.ok(operations.met >= 3);
  await page.getByText(`${operations.met} of 240 operations`).waitFor();
  const row = page.locator("tr", { has: page.getByRole("button", { name: "orders", exact: true }) });
  await until(() => row.locator("td").nth(1).textContent(), (text) => /^1\//.test(text), "POST orders, 201");
  await page.getByRole("button", { name: "orders", exact: true }).click();
  await page.locator(".heat-detail", { hasText: "POST /accounts/{accountId}/orders" }).locator(".chip.met").first().waitFor();
  const all = await page.locator(".family").count();
  await labelled(page, "Only families with something unmet").check();
  assert.ok((await page.locator(".family").count()) < all, "the account itself is met");
  await labelled(page, "Only families with something unmet").uncheck();
  await picture(page, "coverage-light");
  await finish(page);
});

test("the scenario is told, and the world made anew of another one", async () => {
  const page = await openWorld("scenario", { tab: "scenario" });
  await page.getByText("Port-ins of 919333 numbers are rejected once.").waitFor();
  await page.locator("#use").getByText("rejected once").waitFor();
  await page.getByText(/^Files/).click();
  await page.getByText("geography/addresses.yaml").waitFor();
  await sim.api("GET", "/sites", undefined, "scenario");
  await until(() => page.locator("#use tr", { hasText: "one bad read" }).locator("td.number").last().textContent(), "1");
  assert.ok(await page.getByText("geography/addresses.yaml").isVisible(), "what is drawn again stays open");
  const text = labelled(page, "Of this scenario: its YAML text, or its name");
  await text.fill("scenario: wrong\nclok: {}");
  await button(page, "Make it anew").click();
  await page.getByText("did you mean 'clock'?").waitFor();
  await text.fill("scenario: written here\nabout: It begins in June.\nclock: {start: 2026-06-01T00:00:00Z}");
  await button(page, "Make it anew").click();
  await page.getByRole("heading", { name: "written here" }).waitFor();
  await until(() => now(page), "2026-06-01T00:00:00.000Z");
  await finish(page);
});

test("every tab is accessible, light and dark, wide and narrow", async () => {
  const page = await openWorld("access");
  await sim.api("POST", "/orders", order("Seen by all"), "access");
  await sim.api("POST", "/portins", portIn("9192381139"), "access");
  await sim.api("POST", "/subscriptions", "<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>ann@example.com</Email><DigestRequested>NONE</DigestRequested></EmailSubscription></Subscription>", "access");
  await sim.control("POST", "clock/advance", { by: "1h" }, "access");
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const name of ["Orders", "Numbers", "Journal", "Callbacks", "Faults", "Coverage", "Scenario"]) {
      await choose(page, name);
      if (name === "Orders") await page.locator(".order").first().click();
      if (name === "Journal") await page.locator("#panel-journal .entries button").first().click();
      if (name === "Coverage") await page.getByRole("button", { name: "orders", exact: true }).click();
      await page.mouse.move(0, 0);
      assert.deepStrictEqual(await violations(page), [], `${name}, ${scheme}`);
      if (scheme === "dark") await picture(page, `${name.toLowerCase()}-dark`);
    }
  }
  await button(page, "New").click();
  assert.deepStrictEqual(await violations(page), [], "a dialog");
  await page.keyboard.press("Escape");
  await until(() => page.getByRole("dialog").count(), 0);
  await page.setViewportSize({ width: 400, height: 800 });
  for (const name of ["Orders", "Numbers", "Journal", "Callbacks", "Faults", "Coverage", "Scenario"]) {
    await choose(page, name);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 400, `${name} fits 400 pixels`);
    if (name === "Orders" || name === "Journal") await picture(page, `${name.toLowerCase()}-narrow`, { fullPage: true });
  }
  await finish(page);
});

test("all of it is reached by the keyboard, and the focus is seen", async () => {
  const page = await openWorld("keys");
  await sim.api("POST", "/orders", order("Opened by a key"), "keys");
  await page.locator(".order").waitFor();
  await quiet(page);
  const focused = () => page.evaluate(() => {
    const { id, textContent, dataset } = document.activeElement;
    return id || dataset.key?.split(" ")[0] || textContent.trim();
  });
  const seen = [];
  for (let n = 0; n < 32 && seen.at(-1) !== "order"; ++n) {
    await page.keyboard.press("Tab");
    seen.push(await focused());
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notStrictEqual(outline, "none", `the focus of ${seen.at(-1)} is seen`);
  }
  for (const each of ["Skip to the tabs", "world", "world-new", "world-fork", "snapshot", "reset", "theme", "run-next", "run-idle", "+1 s", "to", "Go", "mode", "tab-orders", "order"])
    assert.ok(seen.includes(each), `${each} is reached: ${seen}`);
  await page.keyboard.press("Enter");
  await page.getByText("Order received").waitFor();
  assert.strictEqual(await focused(), "order", "what is drawn again keeps the focus");
  await page.locator("#tab-orders").focus();
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await focused(), "tab-numbers");
  assert.ok(await page.locator("#panel-numbers").isVisible());
  await page.keyboard.press("End");
  assert.strictEqual(await focused(), "tab-scenario");
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await focused(), "tab-orders");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  assert.strictEqual(await focused(), "tab-orders");
  await page.locator("#run-idle").focus();
  await page.keyboard.press("Space");
  await until(() => now(page), "2026-01-05T09:00:01.000Z");
  await finish(page);
});

test("the theme is chosen and stays", async () => {
  const page = await openWorld("theme");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await button(page, "Theme: auto").click();
  await button(page, "Theme: light").click();
  await until(ground, (value) => value !== light);
  await page.reload();
  await button(page, "Theme: dark").waitFor();
  assert.notStrictEqual(await ground(), light);
  await button(page, "Theme: dark").click();
  assert.strictEqual(await ground(), light);
  await finish(page);
});

test("the page says when the server is gone, and goes on when it is back", async () => {
  let page = await openWorld("line");
  await page.context().setOffline(true);
  await button(page, "+1 h").click();
  await until(() => news(page), (text) => text.includes("fetch"));
  await page.context().setOffline(false);
  await sim.control("POST", "clock/advance", { by: "5m" }, "line");
  await until(() => now(page), "2026-01-05T09:05:00.000Z");
  const other = await startDashsim();
  await finish(page);
  page = await browser.open(`${other.url}/_sim/`);
  await live(page);
  await other.stop();
  await page.locator('#live[data-state="off"]').waitFor();
  assert.strictEqual(await page.locator("#live-text").textContent(), "no connection");
  await finish(page);
});

test("a token is asked for once and kept in the tab", async () => {
  const guarded = await startDashsim("--admin-token", "let me in");
  const page = await browser.open(`${guarded.url}/_sim/`);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("This server wants its token").waitFor();
  assert.deepStrictEqual(await violations(page), []);
  await labelled(page, "Token").fill("open");
  await button(page, "Continue").click();
  await dialog.getByText("That is not the token.").waitFor();
  await labelled(page, "Token").fill("let me in");
  await button(page, "Continue").click();
  await live(page);
  await until(() => now(page), "2026-01-05T09:00:00.000Z");
  assert.strictEqual(await dialog.count(), 0);
  await page.reload();
  await live(page);
  await button(page, "+1 m").click();
  await until(() => now(page), "2026-01-05T09:01:00.000Z");
  assert.deepStrictEqual(await page.evaluate(() => Object.values(localStorage)), [], "it does not outlive the tab");
  await finish(page);
  await guarded.stop();
});
