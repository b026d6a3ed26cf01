#!/usr/bin/env bash
# The released binary has what simulator/security.md promises of it.
set -euo pipefail
binary=$1
failures=0

need() {  # what, a pattern, and the readelf option that shows it
  if grep -qE "$2" <<< "$(readelf -W "$3" "$binary")"; then
    echo "ok: $1"
  else
    echo "missing: $1"
    failures=1
  fi
}

need 'position independent' 'Type: +DYN' -h
need 'relocations are read-only' 'GNU_RELRO' -l
need 'relocations are done at the start' 'BIND_NOW|FLAGS.*NOW' -d
need 'no executable stack' 'GNU_STACK.* RW ' -l
need 'guarded stack frames' '__stack_chk_fail' --dyn-syms
need 'checked calls of the C library' '__[a-z]+_chk@' --dyn-syms
exit "$failures"
