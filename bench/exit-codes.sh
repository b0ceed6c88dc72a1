#!/bin/sh
# Every exit code, each by a command. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
cohort_bench ExitCodeTranscript "$@"
