#!/bin/sh
# Buys a number, and once more if the vendor has run out. DASHSIM_URL is where dashsim is served.
set -eu
api=${DASHSIM_URL:-http://127.0.0.1:8080}/api/accounts/9900000
sim=${DASHSIM_URL:-http://127.0.0.1:8080}/_sim
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

buy() {
  id=$(curl -fsu tester:secret -H 'Content-Type: application/xml' "$api/orders" -d '
    <Order>
      <SiteId>743</SiteId>
      <AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>
    </Order>' | sed -E 's/.*<id>(.*)<\/id>.*/\1/')
  curl -fs "$sim/clock/advance" -d '{"until": "idle"}' > /dev/null
  curl -su tester:secret "$api/orders/$id" | grep -o '<FullNumber>[0-9]*' > "$answer" && sed 's/<FullNumber>//' "$answer"
}

buy || buy
