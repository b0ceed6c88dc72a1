#!/bin/sh
# Analogies and similarity of stratified skip-gram by number of blocks, with gensim beside it. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench QualityBenchmark "$@"
