#!/bin/sh
# One replica's training step against PyTorch. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench NetworkBenchmark "$@"
