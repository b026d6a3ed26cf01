#!/usr/bin/env bash
# Process conventions: settings, ready line, exit codes, signals.  command_line_test.sh PATH_TO_DASHSIM
set -u
dashsim=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failures=0

expect() {  # what, wanted, got
  if [ "$2" != "$3" ]; then
    echo "FAILED: $1: wanted '$2', got '$3'"
    failures=$((failures + 1))
  fi
}
contains() {  # what, piece, text
  case "$3" in *"$2"*) ;; *) echo "FAILED: $1: no '$2' in: $3"; failures=$((failures + 1)) ;; esac
}
exit_of() { "$@" > out.txt 2> err.txt; echo $?; }

# Starts a server; sets pid, url and port from its ready line, which is read from a pipe: no waiting, no fixed port.
start() {
  mkfifo ready
  "$@" > ready 2> err.txt &
  pid=$!
  read -r line < ready
  rm ready
  url=$(sed -E 's/.*"url": "([^"]*)".*/\1/' <<< "$line")
  port=${url##*:}
}
stop() {  # signal
  kill "-$1" "$pid"
  wait "$pid"
}

expect 'version' 0 "$(exit_of "$dashsim" --version)"
contains 'version' 'dashsim ' "$(cat out.txt)"
expect 'help' 0 "$(exit_of "$dashsim" --help)"
contains 'help for newcomers' 'Point your unmodified client at it' "$(cat out.txt)"
expect 'help of serve' 0 "$(exit_of "$dashsim" serve --help)"
contains 'help names the environment' 'DASHSIM_PORT' "$(cat out.txt)"
expect 'unknown flag' 2 "$(exit_of "$dashsim" --no-such-flag)"
expect 'unknown subcommand' 2 "$(exit_of "$dashsim" dance)"
expect 'bad number' 2 "$(exit_of "$dashsim" --port many)"
expect 'port out of range' 2 "$(exit_of "$dashsim" --port 70000)"

expect 'operations' 0 "$(exit_of "$dashsim" operations)"
contains 'operations' 'of 262 operations are built' "$(tail -n 1 out.txt)"
contains 'operations' 'GET    /accounts/{accountId}/portins' "$(cat out.txt)"
expect 'operations, built' 0 "$(exit_of "$dashsim" operations --built)"

printf 'scenario: good\n' > good.yaml
printf 'scenario: bad\nclok: {}\nusers: []\nseed: many\n' > bad.yaml
expect 'check good' 0 "$(exit_of "$dashsim" check good.yaml)"
expect 'check bad' 2 "$(exit_of "$dashsim" check good.yaml bad.yaml)"
contains 'check bad' "bad.yaml:2:1: error: unknown key 'clok'; did you mean 'clock'?" "$(cat out.txt)"
contains 'check finds all' "bad.yaml:4:7: error: 'many' is not a whole number" "$(cat out.txt)"
expect 'check as JSON' 2 "$(exit_of "$dashsim" check --format json bad.yaml)"
contains 'check as JSON' '{"file":"bad.yaml","line":2,"column":1,"severity":"error","text":"unknown key' "$(cat out.txt)"
expect 'check good as JSON' 0 "$(exit_of "$dashsim" check --format json good.yaml)"
expect 'check good as JSON' '[]' "$(cat out.txt)"
expect 'check for GitHub' 2 "$(exit_of "$dashsim" check --format github bad.yaml)"
contains 'check for GitHub' "::error file=bad.yaml,line=2,col=1::unknown key 'clok'" "$(cat out.txt)"
expect 'check in no format' 2 "$(exit_of "$dashsim" check --format pdf good.yaml)"
printf '{"log": {"entries": [{"request": {"method": "GET", "url": "http://x/api/accounts/1/sites"}, "response": {"status": 200}}]}}' > one.har
expect 'coverage' 0 "$(exit_of "$dashsim" coverage one.har one.har)"
contains 'coverage' '      2  GET /accounts/{accountId}/sites 200' "$(cat out.txt)"
contains 'coverage' 'operations 1 of 240, statuses 1 of 459' "$(tail -n 1 out.txt)"
expect 'coverage for CI' 0 "$(exit_of "$dashsim" coverage --format junit one.har)"
contains 'coverage for CI' '<testsuite name="documented statuses" tests="459" failures="0" skipped="458">' "$(cat out.txt)"
expect 'coverage of no HAR' 2 "$(exit_of "$dashsim" coverage good.yaml)"
contains 'coverage of no HAR' 'good.yaml is no HAR' "$(cat err.txt)"
expect 'coverage of nothing' 2 "$(exit_of "$dashsim" coverage missing.har)"
expect 'schema' 0 "$(exit_of "$dashsim" schema)"
contains 'schema' '"$schema":"http://json-schema.org/draft-07/schema#"' "$(cat out.txt)"
printf 'scenario: odd\nfaults:\n  - {name: all, connection: close}\n  - {name: never, connection: reset}\n' > odd.yaml
expect 'check odd' 0 "$(exit_of "$dashsim" check odd.yaml)"
contains 'check odd' "odd.yaml:4:5: warning: fault 'never' never happens: 'all' on line 3 happens to all that it looks for" "$(cat out.txt)"
contains 'odd is good' 'odd.yaml: good: odd' "$(cat out.txt)"
expect 'check odd strictly' 2 "$(exit_of "$dashsim" check --strict good.yaml odd.yaml)"
expect 'check good strictly' 0 "$(exit_of "$dashsim" check --strict good.yaml)"
expect 'check odd as JSON' 0 "$(exit_of "$dashsim" check --format json odd.yaml)"
contains 'check odd as JSON' '"line":4,"column":5,"severity":"warning"' "$(cat out.txt)"
expect 'check odd for GitHub' 0 "$(exit_of "$dashsim" check --format github odd.yaml)"
contains 'check odd for GitHub' '::warning file=odd.yaml,line=4,col=5::fault' "$(cat out.txt)"
expect 'magic' 0 "$(exit_of "$dashsim" magic)"
contains 'magic' '| 7513 | `...7513` | EXCEPTION | PIN Invalid |' "$(cat out.txt)"
printf 'scenario: t\nclock: {start: 2026-01-05}\nsubscriptions: [{account: 9900000, order_type: portouts, url: "http://localhost:1/"}]\ntimeline:\n  - {at: +2d, remove_users: [other]}\n  - {at: +1d, port_out: {account: 9900000, numbers: ["9195550100"]}}\n' > timeline.yaml
expect 'trace' 0 "$(exit_of "$dashsim" trace timeline.yaml)"
expect 'trace in order' 'order NEW,order SOA_PENDING,order COMPLETE,callback 200,user removed' \
  "$(awk '{print $2, $4}' out.txt | paste -sd,)"
contains 'trace tells the time' '2026-01-07T00:00:00.000Z  user  other  removed' "$(cat out.txt)"
expect 'trace until a time' 0 "$(exit_of "$dashsim" trace timeline.yaml --until 1d)"
expect 'trace until a time' 2 "$(wc -l < out.txt)"
expect 'trace until an instant' 0 "$(exit_of "$dashsim" trace timeline.yaml --until 2026-01-05)"
expect 'trace until an instant' '' "$(cat out.txt)"
expect 'trace as JSON' 0 "$(exit_of "$dashsim" trace timeline.yaml --format json)"
contains 'trace as JSON' '{"time":"2026-01-07T00:00:00.000Z","what":"user","id":"other","status":"removed"}' "$(cat out.txt)"
expect 'trace of a bad scenario' 2 "$(exit_of "$dashsim" trace bad.yaml)"
contains 'trace of a bad scenario' "bad.yaml:2:1: error: unknown key 'clok'" "$(cat err.txt)"
expect 'trace until never' 2 "$(exit_of "$dashsim" trace timeline.yaml --until never)"
expect 'trace of nothing' 2 "$(exit_of "$dashsim" trace missing.yaml)"
expect 'check nothing' 2 "$(exit_of "$dashsim" check)"
expect 'check missing file' 2 "$(exit_of "$dashsim" check missing.yaml)"
expect 'serve bad' 2 "$(exit_of "$dashsim" serve --port 0 --scenario bad.yaml)"

start "$dashsim" --port 0 --ready-file ready.json
contains 'ready line' "\"pid\": $pid" "$line"
expect 'ready file' "$line" "$(cat ready.json)"
expect 'health' 0 "$(exit_of "$dashsim" health --port "$port")"
contains 'health' '"status":"UP"' "$(cat out.txt)"
expect 'health by environment' 0 "$(DASHSIM_PORT=$port exit_of "$dashsim" health)"
expect 'port taken' 1 "$(exit_of "$dashsim" --port "$port")"
contains 'port taken' 'cannot listen' "$(cat err.txt)"
stop TERM
expect 'exit after SIGTERM' 0 $?
expect 'health of nobody' 1 "$(exit_of "$dashsim" health --port "$port")"

PORT=0 start "$dashsim"
[ "$port" != 8080 ] || { echo 'FAILED: plain PORT is not honoured'; failures=$((failures + 1)); }
stop INT
expect 'exit after SIGINT' 0 $?

PORT=1 DASHSIM_PORT=0 start "$dashsim" serve
[ "$port" != 1 ] || { echo 'FAILED: DASHSIM_PORT before PORT'; failures=$((failures + 1)); }
stop TERM
PORT=1 DASHSIM_PORT=1 start "$dashsim" serve --port 0
[ "$port" != 1 ] || { echo 'FAILED: flag before environment'; failures=$((failures + 1)); }
stop TERM

printf 'scenario: found in the folder\n' > dashsim.yaml
start "$dashsim" --port 0
stop TERM
contains 'dashsim.yaml is found' "serves 'found in the folder'" "$(cat err.txt)"

start "$dashsim" --port 0 --tls-self-signed --tls-write-cert cert.pem
expect 'ready line over TLS' "https://127.0.0.1:$port" "$url"
contains 'HTTPS' '"status":"UP"' "$(curl -sS --cacert cert.pem "$url/_sim/health" 2>&1)"
contains 'HTTPS by name' '"status":"UP"' "$(curl -sS --cacert cert.pem "https://localhost:$port/_sim/health" 2>&1)"
expect 'untrusted without the certificate' 60 "$(exit_of curl -sS "$url/_sim/health")"
expect 'no plain HTTP on that port' 52 "$(exit_of curl -sS "http://127.0.0.1:$port/_sim/health")"
expect 'health over TLS' 0 "$(exit_of "$dashsim" health --port "$port" --tls-self-signed)"
expect 'health without TLS' 1 "$(exit_of "$dashsim" health --port "$port")"
stop TERM

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out own.pem -days 2 \
  -subj /CN=own -addext 'subjectAltName=IP:127.0.0.1' 2> /dev/null
start "$dashsim" --port 0 --tls-cert own.pem --tls-key key.pem
contains 'HTTPS with files' '"status":"UP"' "$(curl -sS --cacert own.pem "$url/_sim/health" 2>&1)"
expect 'health with files' 0 "$(DASHSIM_TLS_CERT=own.pem exit_of "$dashsim" health --port "$port")"
stop TERM

start "$dashsim" --port 0 --scenario odd.yaml
contains 'serve warns and goes on' "odd.yaml:4:5: warning: fault 'never'" "$(cat err.txt)"
stop TERM

# What the scenario says and nobody has used.
cat > rules.yaml << 'END'
scenario: rules
faults:
  - {name: sites, on: "GET /accounts/{accountId}/sites", respond: {status: 503}}
  - {name: cities, on: "GET /cities", respond: {status: 503}}
  - {name: perhaps, optional: true, on: "GET /rateCenters", respond: {status: 503}}
END
get() { curl -sS -o /dev/null -u tester:secret "$url$1"; }
start "$dashsim" --port 0 --scenario rules.yaml --gate unused-rules
get /accounts/9900000/sites
stop TERM
expect 'a rule is unused' 1 $?
contains 'which one' "rules.yaml:4:5: error: fault 'cities' has never happened" "$(cat err.txt)"
expect 'no other' 1 "$(grep -c 'has never happened' err.txt)"
DASHSIM_GATE=unused-rules start "$dashsim" --port 0 --scenario rules.yaml --auto-worlds
get /_world/short/accounts/9900000/sites
curl -sS -o /dev/null -X DELETE "$url/_sim/worlds/short"
get /cities
curl -sS -o /dev/null -X POST "$url/_sim/reset"
stop INT
expect 'all are used, in worlds that have gone' 0 $?
DASHSIM_GATE=unused-rules start "$dashsim" --port 0 --scenario rules.yaml
stop TERM
expect 'all are unused' 2 "$(grep -c 'has never happened' err.txt)"

# A client that does not stand a fault, which happens in some worlds.
cat > explored.yaml << 'END'
scenario: explored
faults:
  - {name: out of order, optional: true, on: "GET /accounts/{accountId}/sites", respond: {status: 503}}
END
cat > client.sh << 'END'
echo "seed $DASHSIM_SEED in $DASHSIM_WORLD at $DASHSIM_SERVER"
[ "$(curl -sS -o /dev/null -w '%{http_code}' -u tester:secret "$DASHSIM_URL/accounts/9900000/sites")" = 200 ]
END
explore() { exit_of "$dashsim" explore "$@"; }
expect 'explore all' 1 "$(explore --seeds 1..20 --keep-going explored.yaml -- sh client.sh)"
failing=$(sed -nE 's/^seed ([0-9]+) failed: exit code 1$/\1/p' out.txt)
smallest=$(head -n 1 <<< "$failing")
[ "$(wc -l <<< "$failing")" -gt 3 ] && [ "$(wc -l <<< "$failing")" -lt 17 ] || { echo "FAILED: seeds that fail: $failing"; failures=$((failures + 1)); }
contains 'the smallest' "smallest failing seed: $smallest" "$(cat out.txt)"
contains 'what was on' 'optional faults on: out of order' "$(cat out.txt)"
contains 'how to see it again' "dashsim explore --seeds $smallest --delay-max 5m --stretch 2 explored.yaml -- sh client.sh" "$(cat out.txt)"
contains 'the session' '"_fault":"out of order"' "$(cat "dashsim-explore/seed-$smallest.har")"
contains 'what the client said' "seed $smallest in seed-$smallest at http://127.0.0.1:" "$(cat "dashsim-explore/seed-$smallest.log")"
contains 'an account of it' 'callbacks are late by up to 5m' "$(cat "dashsim-explore/seed-$smallest.txt")"
expect 'nothing of good ones' "$(wc -l <<< "$failing")" "$(ls dashsim-explore/*.log | wc -l)"
cp out.txt all.txt
expect 'replay of an explored session' 0 "$(exit_of "$dashsim" replay "dashsim-explore/seed-$smallest.har" --scenario explored.yaml)"
contains 'replay of an explored session' 'are as they were recorded' "$(cat out.txt)"
cp all.txt out.txt
expect 'explore all, four at a time' 1 "$(explore --seeds 1..20 --keep-going --jobs 4 explored.yaml -- sh client.sh)"
expect 'the same' "$(cat all.txt)" "$(cat out.txt)"
rm -r dashsim-explore
expect 'explore until one fails' 1 "$(explore --seeds 1..20 --jobs 4 --har-dir found explored.yaml -- sh client.sh)"
expect 'only the first is told' "seed $smallest failed: exit code 1" "$(grep failed: out.txt)"
expect 'and kept' "seed-$smallest.har" "$(cd found && ls *.har)"
expect 'that one again' 1 "$(explore --seeds "$smallest" explored.yaml -- sh client.sh)"
good=$(seq 1 20 | grep -vxF "$failing" | head -n 1)
rm -r dashsim-explore
expect 'a good one' 0 "$(explore --seeds "$good" explored.yaml -- sh client.sh)"
contains 'a good one' "all good: seeds $good to $good" "$(cat out.txt)"
[ ! -e dashsim-explore ] || { echo 'FAILED: a folder of nothing'; failures=$((failures + 1)); }
expect 'explore what never ends' 1 "$(explore --seeds 1 --timeout 1 explored.yaml -- sh -c 'sleep 1000 & sleep 1000')"
contains 'explore what never ends' 'seed 1 failed: no end after 1 seconds' "$(cat out.txt)"
expect 'explore what dies' 1 "$(explore --seeds 1 explored.yaml -- sh -c 'kill -9 $$')"
contains 'explore what dies' 'seed 1 failed: ended by signal 9' "$(cat out.txt)"
mkfifo begun
"$dashsim" explore --seeds 1..9 explored.yaml -- sh -c 'echo $$ > begun; exec sleep 1000' > out.txt 2> err.txt &
pid=$!
read -r child < begun
stop TERM
expect 'exploring is interrupted' 1 $?
contains 'exploring is interrupted' 'interrupted' "$(cat err.txt)"
expect 'with what it has begun' 1 "$(exit_of kill -0 "$child")"
expect 'explore nothing' 2 "$(explore --seeds 1 explored.yaml)"
expect 'explore with what is not there' 2 "$(explore --seeds 1 explored.yaml -- ./no-such-client)"
contains 'explore with what is not there' 'cannot start ./no-such-client' "$(cat err.txt)"
expect 'explore no seeds' 2 "$(explore --seeds 9..1 explored.yaml -- true)"
expect 'explore a bad scenario' 2 "$(explore --seeds 1 bad.yaml -- true)"
expect 'explore with no jobs' 2 "$(explore --seeds 1 --jobs 0 explored.yaml -- true)"

printf 'scenario: watched\nclock: {poll_advance: 0s}\n' > watched.yaml
start "$dashsim" --port 0 --scenario watched.yaml --watch --snapshots-max 2 --history-bytes 100000 --world-idle-seconds 60
accounts=$url/api/accounts/9900000
curl -s -o /dev/null -u tester:secret "$accounts/sites"
curl -s -o /dev/null -X POST "$url/_sim/clock/advance" -d '{"by": "1h"}'
curl -s -o /dev/null -u tester:secret "$accounts/availableNumbers?areaCode=919"
curl -s -o session.har "$url/_sim/journal.har"
expect 'replay' 0 "$(exit_of "$dashsim" replay session.har --scenario watched.yaml)"
contains 'replay' 'session.har: all 2 entries are as they were recorded' "$(cat out.txt)"
printf 'scenario: watched\nclock: {poll_advance: 0s, start: 2027-01-01}\n' > changed.yaml
expect 'replay with another scenario' 1 "$(exit_of "$dashsim" replay session.har --scenario changed.yaml)"
contains 'replay with another scenario' '--- recorded' "$(cat out.txt)"
expect 'replay of no session' 2 "$(exit_of "$dashsim" replay one.har)"
expect 'replay of nothing' 2 "$(exit_of "$dashsim" replay missing.har)"
expect 'replay with a bad scenario' 2 "$(exit_of "$dashsim" replay session.har --scenario bad.yaml)"
expect 'a world by a name' '{"name":"other"}' "$(curl -s -X POST "$url/_sim/worlds" -d '{"name": "other", "scenario": "changed"}')"
# The change is seen within a second; the server says so before anybody asks.
mv changed.yaml watched.yaml
tail -n +1 -f --pid="$pid" err.txt | grep -m 1 -q 'its worlds begin anew'
contains 'a scenario that is watched' '"now":"2027-01-01' "$(curl -s "$url/_sim/clock")"
stop TERM

# Worlds that outlive the server, however it ends.
place_order() {
  curl -sS -u tester:secret -H 'Content-Type: application/xml' "$url/accounts/9900000/orders" -d '<Order><SiteId>743</SiteId>
    <AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>'
}
status_of() { curl -sS -o /dev/null -w '%{http_code}' -u tester:secret "$url$1"; }
order_id() { sed -E 's/.*<id>(.*)<\/id>.*/\1/'; }
start "$dashsim" --port 0 --data-dir data --data-sync always
order=$(place_order | order_id)
curl -sS -o before.har "$url/_sim/journal.har"
expect 'a folder of another server' 2 "$(exit_of "$dashsim" --port 0 --data-dir data)"
contains 'a folder of another server' 'data cannot be used (--data-dir): another dashsim keeps its worlds there' "$(cat err.txt)"
stop KILL 2> /dev/null
DASHSIM_DATA_DIR=data start "$dashsim" --port 0 --data-sync 50
contains 'what was replayed' 'dashsim: data: 1 inputs of 1 worlds replayed in ' "$(cat err.txt)"
curl -sS -o after.har "$url/_sim/journal.har"
expect 'the same journal' "$(cat before.har)" "$(cat after.har)"
expect 'the order is there' 200 "$(status_of "/accounts/9900000/orders/$order")"
stop TERM
expect 'exit with kept worlds' 0 $?
truncate -s -1 data/worlds/default/log
start "$dashsim" --port 0 --data-dir data
contains 'a torn log' 'data/worlds/default/log: byte ' "$(cat err.txt)"
contains 'a torn log' 'cut short: its end is torn; 2 records before it are kept' "$(cat err.txt)"
expect 'the order is still there' 200 "$(status_of "/accounts/9900000/orders/$order")"
stop INT
expect 'a changed world' 1 "$(exit_of "$dashsim" --port 0 --data-dir data --xml-elements 2)"
contains 'a changed world' "the world 'default' is not as it was: here it stood at 2026-01-05T09:00:00.000Z, answers " "$(cat err.txt)"
start "$dashsim" --port 0 --data-dir data --xml-elements 2 --data-accept
contains 'a changed world is accepted' 'it is taken as it is now' "$(cat err.txt)"
stop TERM
# Files of at most 8 KB, that of stderr, too: what cannot be kept does not happen, and health says so.
start bash -c 'head -c 8040 /dev/zero > log.txt; ulimit -f 8; exec "$0" "$@" 2>> log.txt' "$dashsim" --port 0 --data-dir full
for _ in $(seq 100); do
  status=$(status_of /accounts/9900000/sites)
  [ "$status" = 200 ] || break
done
expect 'the disk is full' 503 "$status"
expect 'a full disk' 503 "$(status_of /accounts/9900000/sites)"
expect 'health of a full disk' 1 "$(exit_of "$dashsim" health --port "$port")"
contains 'health of a full disk' "the world 'default' cannot be kept: cannot write full/worlds/default/log: File too large" "$(cat out.txt)"
expect 'a way out' 200 "$(curl -sS -o /dev/null -w '%{http_code}' -X POST "$url/_sim/reset")"
expect 'a way out' 200 "$(status_of /accounts/9900000/sites)"
stop TERM

wrong_use() {  # what, piece of the message, arguments
  expect "$1" 2 "$(exit_of "$dashsim" --port 0 "${@:3}")"
  contains "$1" "$2" "$(cat err.txt)"
}
wrong_use 'certificate without key' 'belong together' --tls-cert own.pem
wrong_use 'key without certificate' 'belong together' --tls-key key.pem
wrong_use 'two certificates' '--tls-self-signed makes' --tls-self-signed --tls-cert own.pem --tls-key key.pem
wrong_use 'no certificate to write' 'nothing to write' --tls-write-cert x.pem
wrong_use 'missing file' 'cannot read missing.pem (--tls-cert)' --tls-cert missing.pem --tls-key key.pem
wrong_use 'files that do not match' 'no certificate and its key' --tls-cert cert.pem --tls-key key.pem
wrong_use 'files that are no PEM' 'no certificate and its key' --tls-cert good.yaml --tls-key key.pem
wrong_use 'no place to allow' "'http://a' is no host" --callback-allow b,http://a
wrong_use 'no authorities' 'no certificate in PEM (--callback-ca)' --callback-ca good.yaml
wrong_use 'no gate' "there is no gate 'garden'" --gate garden
wrong_use 'no folder' 'good.yaml cannot be used (--data-dir): Not a directory' --data-dir good.yaml
wrong_use 'no time to sync' '--data-sync takes always, never, or 1 to 3600000 milliseconds' --data-dir data --data-sync 0
wrong_use 'no way to sync' "not 'often'" --data-sync often
wrong_use 'nothing to accept' 'nothing to accept without --data-dir' --data-accept
wrong_use 'no depth' '--xml-depth takes' --xml-depth 0
expect 'certificate cannot be written' 1 "$(exit_of "$dashsim" --port 0 --tls-self-signed --tls-write-cert no/where.pem)"
DASHSIM_CALLBACK_ALLOW=localhost,10.0.0.0/8 start "$dashsim" --port 0 --callback-ca own.pem --callback-timeout 3 \
  --callback-insecure --xml-depth 9 --xml-elements 99
[ -n "$port" ] || { echo 'FAILED: options of callbacks'; failures=$((failures + 1)); }
stop TERM

[ "$failures" -eq 0 ] && echo 'all good'
exit "$failures"
