#!/usr/bin/env bash
# Takes the steps of docker/Dockerfile without Docker: lays the image down, and runs it as the image's user, in the image alone.
#   image_test.sh DASHSIM WORK
set -euo pipefail
dashsim=$1
work=$2/image
docker=$(cd "$(dirname "$0")/../../docker" && pwd)
fail() {
  echo "FAILED: $*"
  exit 1
}
[ "$(id -u)" -eq 0 ] || fail 'a root of its own needs root'
told() { sed -nE "s/^$1 //p" "$docker/Dockerfile"; }  # the last stage has each instruction once
words() { sed -E 's/^\[//; s/\]$//; s/", "/ /g; s/"//g'; }

rm -rf "$work"
mkdir -p "$work"
told RUN | grep -q '&& /dashsim/docker/image_root.sh /dashsim/build/release/dashsim /image$' || fail 'the image is laid down otherwise'
told COPY | grep -qx -- '--from=build /image /' || fail 'the image holds something else'
grep -qx 'FROM scratch' "$docker/Dockerfile" || fail 'the image has a base'
"$docker/image_root.sh" "$dashsim" "$work/root"

linked=$(ldd "$dashsim" | grep -o '/[^ ]*' | sort -u)
held=$(cd "$work/root" && find . -name '*.so*' | sed 's/^\.//' | sort -u)
[ "$linked" = "$held" ] || fail "linked with: $linked; the image has: $held"
size=$(du -sb "$work/root" | cut -f 1)
[ "$size" -lt 40000000 ] || fail "the image has $size bytes"
[ -z "$(find "$work/root" -type f -perm /111 ! -name '*.so*' ! -name dashsim)" ] || fail 'the image has another program'

user=$(told USER)
[[ $user =~ ^[1-9][0-9]*:[1-9][0-9]*$ ]] || fail "the user is $user"
read -ra settings < <(told ENV)
read -ra serve < <(echo "$(told ENTRYPOINT | words) $(told CMD | words)")
read -ra health < <(told HEALTHCHECK | sed 's/.*CMD //' | words)
mkfifo "$work/ready"
# Any free port: in a container 8080 is the container's own.
env -i "${settings[@]}" DASHSIM_PORT=0 "$(command -v chroot)" --userspec="$user" "$work/root" "${serve[@]}" > "$work/ready" 2> "$work/log" &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
read -r line < "$work/ready" || fail "$(cat "$work/log")"
port=$(sed -E 's/.*:([0-9]+)".*/\1/' <<< "$line")
env -i "${settings[@]}" DASHSIM_PORT="$port" "$(command -v chroot)" --userspec="$user" "$work/root" "${health[@]}" > "$work/health" || fail 'the health check'
[ "$(stat -c %u "/proc/$server")" = "${user%%:*}" ] || fail 'it runs as another user'
kill -TERM "$server"
wait "$server" || fail "exit code $?"
trap - EXIT
if env -i "${settings[@]}" DASHSIM_PORT="$port" "$(command -v chroot)" --userspec="$user" "$work/root" "${health[@]}" > "$work/health" 2>&1; then
  fail 'the health check of nobody is good'
fi
echo "package.image: good: $size bytes"
