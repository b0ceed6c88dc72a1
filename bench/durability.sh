#!/bin/sh
# What it costs to lose nothing: run directories on disk and in memory, kills, and a large state. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench DurabilityBenchmark "$@"
