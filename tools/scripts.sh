#!/bin/sh
# Check the types of the scripts that run in the browser, as their JSDoc gives them.
set -eu
command -v npm >/dev/null || { echo "scripts: no npm here, so their types are not checked" >&2; exit 0; }
[ -e node_modules/typescript/bin/tsc ] || npm ci --silent --no-audit --no-fund
node node_modules/typescript/bin/tsc --project tools/tsconfig.json
echo "scripts: the types are right"
