#!/bin/sh
# One SHA-256 whatever the cluster, the kernel and what was killed meanwhile. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench BitsBenchmark "$@"
