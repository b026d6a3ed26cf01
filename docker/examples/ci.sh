#!/usr/bin/env bash
# Any CI, no container:  ci.sh COMMAND...  runs the command with DASHSIM_URL set, and fails if it does.
set -euo pipefail
work=$(mktemp -d)
mkfifo "$work/ready"
dashsim serve --port 0 --auto-worlds ${SCENARIO:+--scenario "$SCENARIO"} > "$work/ready" 2> "$work/log" &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
read -r line < "$work/ready" || { cat "$work/log" >&2; exit 1; }  # {"url": ..., "pid": ...}, as soon as it takes requests
DASHSIM_URL=$(sed -E 's/.*"url": "([^"]*)".*/\1/' <<< "$line")
export DASHSIM_URL
code=0
"$@" || code=$?
[ $code -eq 0 ] || curl -fs "$DASHSIM_URL/_sim/journal.har" > session.har
exit $code
