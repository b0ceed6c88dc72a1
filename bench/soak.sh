#!/bin/sh
# A thousand steps, and whether memory outside the heap stays flat. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench SoakBenchmark "$@"
