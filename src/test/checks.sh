# For the scripts of checks, which source it: one line a check, and what was seen where one fails. Needs $work, a folder of their own.

failed=0

ok() { printf 'ok    %s\n' "$*"; }
bad() { printf 'FAIL  %s\n' "$*"; failed=$((failed + 1)); }

# check WHAT COMMAND…: the command succeeds
check() {
  local what=$1
  shift
  if "$@" >"$work/out" 2>&1; then ok "$what"; else bad "$what"; sed 's/^/      /' "$work/out"; fi
}

# says WHAT TEXT PATTERN: the text has the pattern
says() {
  if grep -Eq -- "$3" <<<"$2"; then ok "$1"; else bad "$1: no '$3' in:"; sed 's/^/      /' <<<"$2"; fi
}

# under WHAT NUMBER LIMIT [UNIT]: the whole number is below the limit, and told
under() {
  if [ "$2" -lt "$3" ] 2>/dev/null; then ok "$1: $2${4:+ $4}"; else bad "$1: $2${4:+ $4}, not below $3"; fi
}

# eventually WHAT SECONDS COMMAND…
eventually() {
  local what=$1 end=$((SECONDS + $2))
  shift 2
  until "$@" >"$work/out" 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then bad "$what"; sed 's/^/      /' "$work/out"; return; fi
    sleep 0.2
  done
  ok "$what"
}

# finished [LOG]: the last line, and 1 if a check failed
finished() {
  if [ "$failed" -eq 0 ]; then printf 'all checks passed\n'; return; fi
  printf '%s checks failed\n' "$failed"
  [ -z "${1:-}" ] || { printf 'the end of %s:\n' "${1##*/}"; tail -n 20 "$1"; }
  return 1
}

ended() { ! kill -0 "$1" 2>/dev/null; }
