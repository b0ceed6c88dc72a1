#!/bin/sh
# One SHA-256 a network whatever the cluster and what was killed meanwhile. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench NetworkBitsBenchmark "$@"
