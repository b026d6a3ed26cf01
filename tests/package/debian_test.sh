#!/usr/bin/env bash
# Installs the package that contents_test.sh has made in a Debian 12 with nothing installed, and asks it whether it is well.
#   debian_test.sh WORK
set -euo pipefail
work=$1
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" -eq 0 ] || { echo 'FAILED: a root of its own needs root'; exit 1; }
if [ ! -e "$work/base/made" ]; then  # once a build folder
  rm -rf "$work/base"
  debootstrap --variant=minbase bookworm "$work/base" > "$work/debootstrap.log" || { tail -n 5 "$work/debootstrap.log"; exit 1; }
  touch "$work/base/made"
fi
DASHSIM_ROOT=$work/base "$here/../../docker/prove.sh" package "$work"/packages/*.deb
