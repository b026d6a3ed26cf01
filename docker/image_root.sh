#!/bin/sh
# Lays down what the image holds:  image_root.sh DASHSIM FOLDER
# Only the libraries that the binary is linked with, at the paths where the loader looks for them.
set -eu
dashsim=$1
root=$2
mkdir -p "$root/usr/bin" "$root/etc/ssl/certs" "$root/scenarios" "$root/tmp"
chmod 1777 "$root/tmp"
cp "$dashsim" "$root/usr/bin/dashsim"
strip "$root/usr/bin/dashsim"
ldd "$dashsim" | sed -nE 's/.*(=> )(\/[^ ]+) .*/\2/p; s/^[[:space:]]*(\/[^ ]+) .*/\1/p' | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
# Debian's package ca-certificates may be missing where the image is built; callbacks over HTTPS then need --callback-ca.
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
echo 'dashsim:x:65532:65532::/scenarios:/usr/bin/dashsim' > "$root/etc/passwd"
echo 'dashsim:x:65532:' > "$root/etc/group"
