#!/bin/sh
# Measure site/ against the budgets of tools/quality/ and write build/quality.md. Usage: tools/quality.sh [--quick]
set -eu
if command -v npm >/dev/null; then
  [ -e node_modules/lighthouse/cli/index.js ] || npm ci --silent --no-audit --no-fund
fi
CHROMIUM=$(tools/browser.sh)
export CHROMIUM
exec .venv/bin/python -m tools.quality "$@"
