#!/usr/bin/env bash
# Tests the pages in FOLDER, a copy, so that builds share no node_modules.
#   DASHSIM=/path/to/dashsim run.sh FOLDER
set -eu
mkdir -p "${1:?usage: DASHSIM=/path/to/dashsim run.sh FOLDER}"
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/node"
REPOSITORY=$(cd ../../.. && pwd)
rm -f "$folder"/*.js  # tests that were removed or renamed
cp ./*.js package.json package-lock.json .npmrc "$folder"
cd "$folder"
export REPOSITORY
npm ci --no-audit --no-fund
exec npm test
