#!/bin/sh
# The training phase against Spark MLlib's Word2Vec. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench MllibBenchmark "$@"
