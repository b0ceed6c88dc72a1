#!/bin/sh
# Analogies and similarity of models trained in averaging steps, with 1 and 8 replicas. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench AveragingBenchmark "$@"
