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
[ -n "$port" ] || { echo 'FAILED: DASHSIM_PORT before PORT'; failures=$((failures + 1)); }
stop TERM
PORT=1 DASHSIM_PORT=1 start "$dashsim" serve --port 0
[ -n "$port" ] || { echo 'FAILED: flag before environment'; failures=$((failures + 1)); }
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
wrong_use 'no depth' '--xml-depth takes' --xml-depth 0
expect 'certificate cannot be written' 1 "$(exit_of "$dashsim" --port 0 --tls-self-signed --tls-write-cert no/where.pem)"
DASHSIM_CALLBACK_ALLOW=localhost,10.0.0.0/8 start "$dashsim" --port 0 --callback-ca own.pem --callback-timeout 3 \
  --callback-insecure --xml-depth 9 --xml-elements 99
[ -n "$port" ] || { echo 'FAILED: options of callbacks'; failures=$((failures + 1)); }
stop TERM

[ "$failures" -eq 0 ] && echo 'all good'
exit "$failures"
