#!/usr/bin/env bash
# Plays the end-to-end tests of PACKAGE (node: the official Node client; console: the console in a browser) in FOLDER,
# a copy, so that builds share no node_modules.
#   DASHSIM=/path/to/dashsim run.sh PACKAGE FOLDER
set -eu
usage="usage: DASHSIM=/path/to/dashsim run.sh PACKAGE FOLDER"
mkdir -p "${2:?$usage}"
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")/${1:?$usage}"
SCENARIOS=$(cd ../../../scenarios && pwd)
rm -f "$folder"/*.js  # tests that were removed or renamed
cp ./*.js package.json package-lock.json .npmrc "$folder"
cd "$folder"
export SCENARIOS
npm ci --no-audit --no-fund
exec npm test
