#!/bin/sh
# Mutated files for every decoder and parser: what became of each. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
BENCH_MEMORY=${BENCH_MEMORY:-2g}
cohort_bench FuzzBenchmark "$@"
