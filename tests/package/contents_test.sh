#!/usr/bin/env bash
# Makes the package and the tarball and looks into them.  contents_test.sh DASHSIM BUILD WORK
set -euo pipefail
dashsim=$1
build=$2
work=$3/packages
fail() {
  echo "FAILED: $*"
  exit 1
}
rm -rf "$work"
mkdir -p "$work"
cpack --config "$build/CPackConfig.cmake" -B "$work" > "$work/cpack.log" || { cat "$work/cpack.log"; exit 1; }
deb=$(echo "$work"/*.deb)
version=$("$dashsim" --version)

[ "dashsim $(dpkg-deb -f "$deb" Version)" = "$version" ] || fail "the package's version is not that of: $version"
dpkg-deb -e "$deb" "$work/control"
[ ! -e "$work/control/conffiles" ] || fail 'the package has conffiles'
# Each library that the binary names is of a package that the package asks for.
for library in $(objdump -p "$dashsim" | awk '$1 == "NEEDED" { print $2 }'); do
  path=$(ldd "$dashsim" | awk -v name="$library" '$1 == name { print $3 }')
  owner=$(dpkg -S "$path" 2> /dev/null || dpkg -S "/usr$path")  # /lib is a link to /usr/lib
  owner=${owner%%:*}
  dpkg-deb -f "$deb" Depends | sed -E 's/ \([^)]*\)//g; s/, /\n/g' | grep -qxF "$owner" || fail "the package does not ask for $owner, which has $library"
done

tar -xzf "$work"/*.tar.gz -C "$work"
prefix=$(echo "$work"/dashsim-*-Linux)
[ "$("$prefix/bin/dashsim" --version)" = "$version" ] || fail 'the binary of the tarball does not run'
"$prefix/bin/dashsim" check "$prefix"/share/dashsim/scenarios/*.yaml > "$work/check.log" || fail 'scenarios of the tarball'
mapfile -t in_tarball < <(cd "$prefix" && find . -type f | sort)
mapfile -t in_package < <(dpkg-deb --fsys-tarfile "$deb" | tar -t | sed -nE 's,^\./usr/(.*[^/])$,./\1,p' | sort)
[ "${in_tarball[*]}" = "${in_package[*]}" ] || fail "not the same files: ${in_tarball[*]} and ${in_package[*]}"

# The man page has no warnings and every subcommand; every shell that is there reads its completion, and completes.
warnings=$(MANROFFSEQ='' LC_ALL=C.UTF-8 man --warnings -l "$prefix/share/man/man1/dashsim.1.gz" 2>&1 > "$work/page.txt")
[ -z "$warnings" ] || fail "the man page: $warnings"
for subcommand in serve check explore health completion; do
  grep -q "dashsim $subcommand" "$work/page.txt" || fail "the man page does not tell of $subcommand"
done
completions=$prefix/share/bash-completion/completions/dashsim
completed() { # words, the last of which is completed
  bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dashsim; echo "${COMPREPLY[*]}"' bash "$completions" "$@"
}
[ "$(completed dashsim ser)" = serve ] || fail "bash: $(completed dashsim ser)"
[ "$(completed dashsim serve --ready)" = --ready-file ] || fail "bash: $(completed dashsim serve --ready)"
[ "$(completed dashsim --ready)" = --ready-file ] || fail 'bash: the flags of serve without its name'
[ "$(completed dashsim check --format g)" = github ] || fail 'bash: the words of --format'
[ "$(completed dashsim completion z)" = zsh ] || fail 'bash: the words of an argument'
if command -v zsh > /dev/null; then
  loaded=$(zsh -fc 'autoload -U compinit; compinit -D -u; . "$1"; print $_comps[dashsim]' zsh "$prefix/share/zsh/vendor-completions/_dashsim")
  [ "$loaded" = _dashsim ] || fail "zsh: $loaded"
fi
if command -v fish > /dev/null; then
  XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work fish --no-config -c "source $prefix/share/fish/vendor_completions.d/dashsim.fish; complete -C 'dashsim completion z'" |
    grep -q '^zsh' || fail 'fish does not complete'
fi
echo "package.contents: good: $(stat -c %s "$deb") bytes of package"
