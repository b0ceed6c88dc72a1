#!/bin/sh
# Every row of README.md's tables of bad input by the command line. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench BadInputBenchmark "$@"
