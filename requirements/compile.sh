#!/bin/sh
# Renews the hashed lock files from pyproject.toml. Needs uv.
set -eu
cd "$(dirname "$0")/.."
flags="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links -q --no-header --no-annotate"
uv pip compile pyproject.toml --extra install --extra postgres $flags "$@" -o requirements/base.txt
uv pip compile pyproject.toml --extra dev $flags "$@" -o requirements/dev.txt
uv pip compile pyproject.toml --extra dev --extra bench $flags "$@" -o requirements/bench.txt
