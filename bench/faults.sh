#!/bin/sh
# Faults in seeded schedules, and whether every model comes out the same. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench FaultSuite "$@"
