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

[ "$failures" -eq 0 ] && echo 'all good'
exit "$failures"
