// A browser at the console of a server of its own, and the story of a test told with it.
"use strict";
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const axe = require("axe-core");
const { chromium } = require("playwright-core");

const ACCOUNT = 9900000;
const PICTURES = path.resolve(process.env.PICTURES ?? "pictures");
// Milliseconds by which answers of the control API may be late, each by other ones: what a test waits for too briefly shows.
const LATE = Number(process.env.LATE ?? 0);

const servers = [];
// A test that fails leaves no server behind.
const endServers = () => servers.forEach((each) => each.kill("SIGKILL"));

async function startDashsim(...options) {
  assert.ok(process.env.DASHSIM, "set the environment variable DASHSIM to the path of the dashsim binary");
  const child = spawn(process.env.DASHSIM, ["serve", "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  servers.push(child);
  const { url } = await new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    child.once("exit", (code) => reject(new Error(`dashsim ended with ${code} before it was ready`)));
  });

  async function call(method, target, body, headers = {}) {
    const response = await fetch(url + target, { method, body, headers });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers };
  }
  const credentials = { Authorization: `Basic ${btoa("tester:secret")}`, "Content-Type": "application/xml" };

  return {
    url,
    call,
    api: (method, where, xml, world = "default") => call(method, `/_world/${world}/accounts/${ACCOUNT}${where}`, xml, credentials),
    control: async (method, where, body, world = "default") => JSON.parse((await call(method, `/_sim/worlds/${world}/${where}`, body && JSON.stringify(body))).text),
    stop: async () => {
      child.kill("SIGTERM");
      assert.strictEqual(await exited, 0, "exit code after SIGTERM");
    },
  };
}

const order = (name, areaCode = "919", quantity = 1) =>
  `<Order><Name>${name}</Name><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>${areaCode}</AreaCode><Quantity>${quantity}</Quantity></AreaCodeSearchAndOrderType></Order>`;

const portIn = (number, firm = "Example Telecom") => `<LnpOrder><SiteId>743</SiteId><LoaAuthorizingPerson>Ann Example</LoaAuthorizingPerson>
  <BillingTelephoneNumber>${number}</BillingTelephoneNumber><ListOfPhoneNumbers><PhoneNumber>${number}</PhoneNumber></ListOfPhoneNumbers>
  <Subscriber><SubscriberType>BUSINESS</SubscriberType><BusinessName>${firm}</BusinessName><ServiceAddress><HouseNumber>900</HouseNumber>
  <StreetName>Main Campus Dr</StreetName><City>Raleigh</City><StateCode>NC</StateCode><Zip>27606</Zip></ServiceAddress></Subscriber></LnpOrder>`;

async function startBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  fs.mkdirSync(PICTURES, { recursive: true });

  // A page of a fresh context, that complains of errors, of broken policies and of requests to anybody else.
  async function open(url, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    const faults = [];
    const asked = new Set();
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      // The page asks and is refused where a test wants it so; the browser calls that an error.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) faults.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url())) faults.push(`asks ${request.url()}`);
      // What waits for the next change of the world is answered only by that.
      if (!request.url().includes("/live?")) asked.add(request);
    });
    for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => asked.delete(request));
    if (LATE) {
      await page.route(/_sim\/worlds(?!.*\/live)/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * LATE));
        await route.continue().catch(() => {}); // the page may be gone by now
      });
    }
    page.setDefaultTimeout(10000);
    await page.goto(url);
    return Object.assign(page, { faults, asked });
  }

  return {
    open,
    stop: () => browser.close(),
  };
}

const picture = (page, name, options = {}) => page.screenshot({ path: path.join(PICTURES, `${name}.png`), ...options });

const live = (page) => page.locator('#live[data-state="on"]').waitFor();

// Until the page waits for no answer but those that are held, and has drawn what it was told: then what it shows is whole.
async function quiet(page, held = new Set()) {
  const waits = () => [...page.asked].some((each) => !held.has(each));
  let waited;
  do {
    waited = waits();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  } while (waited || waits());
}

// Keeps answers back from the page, from what it asks now on, until told to give them.
async function holdBack(page, url) {
  const held = new Set();
  let hear, give;
  const asked = new Promise((resolve) => (hear = resolve));
  const given = new Promise((resolve) => (give = resolve));
  await page.route(url, async (route) => {
    held.add(route.request());
    hear();
    await given;
    await route.continue();
  });
  await quiet(page, held);
  return {
    asked,
    give: async () => {
      give();
      await quiet(page);
      await page.unroute(url);
    },
  };
}

// What axe-core finds wrong, a line each.
async function violations(page) {
  await quiet(page);
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return found.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)} (${node.failureSummary.split("\n")[1]?.trim()})`));
}

async function choose(page, name) {
  await page.getByRole("tab", { name }).click();
  await quiet(page);
}

module.exports = { startDashsim, endServers, startBrowser, order, portIn, picture, violations, choose, live, quiet, holdBack };
