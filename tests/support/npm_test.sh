#!/usr/bin/env bash
# Plays the tests of an npm package in FOLDER, a copy, so that builds share no node_modules.
#   DASHSIM=/path/to/dashsim npm_test.sh PACKAGE FOLDER
set -eu
usage="usage: DASHSIM=/path/to/dashsim npm_test.sh PACKAGE FOLDER"
package=$(cd "${1:?$usage}" && pwd)
mkdir -p "${2:?$usage}"
REPOSITORY=$(cd "$(dirname "$0")/../.." && pwd)
export REPOSITORY
cd "$2"
rm -f ./*.js  # tests that were removed or renamed
cp "$package"/*.js "$package"/package.json "$package"/package-lock.json "$package"/.npmrc .
npm ci --no-audit --no-fund
exec npm test
