#!/usr/bin/env bash
# Runs the end-to-end tests with the official Node client.  DASHSIM=path/to/dashsim run.sh
set -eu
cd "$(dirname "$0")/node"
[ -d node_modules/@bandwidth/numbers ] && [ node_modules -nt package-lock.json ] || npm ci --silent
exec npm test
