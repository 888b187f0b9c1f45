#!/bin/sh
# Serves what is built already, with the permissions that the settings need and no others. Unlike
# `deno task start` it writes nothing but the data folder, so all else may be read-only.
set -eu
cd "$(dirname "$0")/.."
export DENO_NO_UPDATE_CHECK=1
flags="$(deno run --cached-only --allow-read --allow-env tools/permissions.ts start)"
# shellcheck disable=SC2086 -- each word is a flag.
exec deno run --no-prompt $flags main.ts
