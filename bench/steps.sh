#!/bin/sh
# Images a second of one and two replicas, and what a step costs beside its training. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench StepsBenchmark "$@"
