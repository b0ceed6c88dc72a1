#!/bin/sh
# A table larger than all executors' heaps, and what the driver receives a step. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench BigTableBenchmark "$@"
