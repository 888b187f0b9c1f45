#!/bin/sh
# Serves what is built already, or with `grader` only grades, with the permissions that the settings
# need and no others. Unlike `deno task start` it writes nothing but the data folder, so all else may
# be read-only.
set -eu
cd "$(dirname "$0")/.."
export DENO_NO_UPDATE_CHECK=1
case "${1:-start}" in
  start) program=main.ts ;;
  grader) program=tools/grader.ts ;;
  *) echo "usage: deploy/start.sh [grader]" >&2; exit 64 ;;
esac
flags="$(deno run --cached-only --allow-read --allow-env tools/permissions.ts "${1:-start}")"
# shellcheck disable=SC2086 -- each word is a flag.
exec deno run --no-prompt $flags "$program"
