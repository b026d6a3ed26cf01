// A customer's server: collects the notifications that it is sent.
"use strict";
const http = require("node:http");

// The texts of an element, wherever it stands.
function texts(xml, element) {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map((match) => match[1]);
}

function readNotification(xml) {
  const one = (element) => texts(xml, element)[0];
  return {
    subscription: one("SubscriptionId"),
    orderType: one("OrderType"),
    order: one("OrderId"),
    status: one("Status"),
    note: one("Note"),
    numbers: texts(xml, "TelephoneNumber"),
  };
}

// Answers 200 everywhere; requests to /challenged are asked for Basic credentials first.
async function startReceiver() {
  const received = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      const { authorization } = request.headers;
      const refused = request.url === "/challenged" && !authorization;
      if (refused) response.writeHead(401, { "WWW-Authenticate": 'Basic realm="customer"' });
      received.push({ path: request.url, authorization, refused, notification: readNotification(body) });
      response.end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: (path) => `http://127.0.0.1:${server.address().port}${path}`,
    // What came since the last time.
    take: () => received.splice(0),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

module.exports = { startReceiver };
