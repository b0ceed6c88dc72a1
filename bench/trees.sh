#!/bin/sh
# One replica of a recursive network on a folder of trees, without Spark: accuracy and seconds an epoch. See bench/README.md.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
BENCH_MEMORY=${BENCH_MEMORY:-3g}
cohort_bench TreeBenchmark "$@"
