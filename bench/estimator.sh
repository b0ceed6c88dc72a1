#!/bin/sh
# The Spark ML estimator against ./cohort train. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench EstimatorBenchmark "$@"
