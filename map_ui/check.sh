#!/bin/sh
# Checks the TypeScript, and that the built files in the repository are those it builds.
set -eu
cd "$(dirname "$0")"
if ! command -v npm >/dev/null; then
  echo "SKIPPED: TypeScript is not checked, because Node is not installed."
  [ -z "${CI:-}" ] || exit 1
  exit 0
fi
[ -d node_modules ] || npm ci --no-audit --no-fund
npm run --silent check
npm run --silent test
npm run --silent build
if ! git diff --exit-code --stat -- ../weft/mapping/static ../weft/common/static; then
  echo "The built map or styles differ from their sources. Run make ui and commit the result."
  exit 1
fi
