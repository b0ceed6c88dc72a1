#!/bin/sh
# The training phase on Spark against drawing and kernel alone; vocabulary and encoding. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench PhaseBenchmark "$@"
