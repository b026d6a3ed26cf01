#!/usr/bin/env bash
# Proves that a Debian 12 with nothing installed is enough, and says how long it takes. By hand, for it builds everything once more:
#   docker/prove.sh serve            ./sim serve, until the server is well
#   docker/prove.sh test             ./sim test
#   docker/prove.sh package FILE.deb the package instead of the build
# Needs root, debootstrap and Debian's archive. DASHSIM_ROOT is a fresh root that debootstrap has made; else one is made and removed.
set -euo pipefail
usage() {
  sed -n 2,6p "$0" >&2
  exit 2
}
what=${1:-}
case $what in serve | test) [ $# -eq 1 ] || usage ;; package) [ $# -eq 2 ] || usage ;; *) usage ;; esac
here=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
root=$work/root
cleanup() {
  umount "$root/proc" "$root/dev" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap cleanup EXIT
if [ -n "${DASHSIM_ROOT:-}" ]; then
  cp -a "$DASHSIM_ROOT" "$root"
else
  debootstrap --variant=minbase bookworm "$root" > "$work/debootstrap.log"
fi
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
echo '127.0.0.1 localhost' > "$root/etc/hosts"  # an installer writes it, debootstrap does not
settings=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8)
if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then  # the registry of npm lies behind a proxy that has a certificate of its own
  cp "$NODE_EXTRA_CA_CERTS" "$root/tmp/proxy.crt"
  settings+=(NODE_EXTRA_CA_CERTS=/tmp/proxy.crt)
fi
inside() { chroot "$root" env -i "${settings[@]}" "$@"; }

# Starts a server inside and waits until it has written its ready file, however long it builds.
serve_until_well() {
  "$@" &
  local server=$!
  while [ ! -s "$root/tmp/ready" ]; do
    kill -0 "$server" 2>/dev/null || { wait "$server"; exit 1; }
    sleep 1
  done
  cat "$root/tmp/ready"
  inside "$dashsim" health --port "$(sed -E 's/.*:([0-9]+)".*/\1/' "$root/tmp/ready")"
  echo "docker/prove.sh: $what: well after $((SECONDS - begun)) s"
  kill "$(sed -E 's/.*"pid": ([0-9]+).*/\1/' "$root/tmp/ready")"
  wait "$server"
}

if [ "$what" = package ]; then
  cp "$2" "$root/tmp/dashsim.deb"
else
  git clone -q "$here" "$root/dashsim"  # what is committed
fi
begun=$SECONDS
case $what in
  serve)
    dashsim=/dashsim/build/release/dashsim
    serve_until_well inside /dashsim/sim serve --port 0 --ready-file /tmp/ready
    ;;
  package)
    inside apt-get update -qq
    inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /tmp/dashsim.deb > "$work/apt.log"
    dashsim=/usr/bin/dashsim
    serve_until_well inside dashsim serve --port 0 --ready-file /tmp/ready
    ;;
  test)
    inside env CI=true /dashsim/sim test
    echo "docker/prove.sh: test: good after $((SECONDS - begun)) s"
    ;;
esac
