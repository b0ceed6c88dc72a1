#!/usr/bin/env bash
# Words of corpus a CPU-second: pair drawing and kernel on one thread, beside fastText without subwords on one thread,
# same corpus, window 5, k 5, subsample 1e-4, min-count 5, all in one session. Prints both and their ratio.
#
#   bench/kernel.sh TEXT [MEGABYTES] [DIMENSION…]     default: the first 25 MB of the text, dimensions 100 and 300
#
# fastText's time for one epoch is the user CPU time of two epochs less that of one, so that reading the vocabulary does
# not count. Needs Debian's package fasttext; without it only our side is measured.
set -euo pipefail
cd "$(dirname "$0")/.."
text=${1:?usage: bench/kernel.sh TEXT [MEGABYTES] [DIMENSION...]}
megabytes=${2:-25}
dimensions=("${@:3}")
[ ${#dimensions[@]} -gt 0 ] || dimensions=(100 300)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
reader=cat
[[ $text == *.gz ]] && reader=zcat
# The last line is cut anywhere; head closes the pipe early, which is no error here.
{ $reader "$text" || true; } 2>/dev/null | head -c "$((megabytes * 1000000))" > "$scratch/text.txt"

mvn -q -B -pl bench -am test-compile -Dspotless.check.skip -Dcheckstyle.skip 1>&2
picocli=$(find "${MAVEN_REPO:-$HOME/.m2/repository}/info/picocli/picocli/4.7.7" -name 'picocli-4.7.7.jar')
java=(java --add-modules jdk.incubator.vector -Xmx4g -cp "bench/target/classes:worker/target/classes:$picocli"
    io.cohort.bench.KernelBenchmark)

user_seconds() {
    local TIMEFORMAT=%U
    { time "$@" > /dev/null 2>&1; } 2>&1
}

for dimension in "${dimensions[@]}"; do
    "${java[@]}" "$scratch/text.txt" --dimension "$dimension" --threads 1,2 2>/dev/null | tee "$scratch/ours"
    command -v fasttext > /dev/null || { echo "fasttext is not installed: no ratio"; continue; }
    for epochs in 1 2; do
        user_seconds fasttext skipgram -input "$scratch/text.txt" -output "$scratch/vectors" -minn 0 -maxn 0 -thread 1 \
            -epoch "$epochs" -neg 5 -ws 5 -t 1e-4 -minCount 5 -dim "$dimension" > "$scratch/seconds.$epochs"
    done
    awk -F'\t' -v one="$(cat "$scratch/seconds.1")" -v two="$(cat "$scratch/seconds.2")" '
        /^words / { split($1, part, "[ ,]"); words = part[2] }
        $4 == 1 { gsub(",", "", $5); ours = $5 }
        END {
            theirs = words / (two - one)
            printf "fastText, dimension '"$dimension"', one thread: %d words a CPU-second; ours %d: %.1f times as many\n",
                theirs, ours, ours / theirs
        }' "$scratch/ours"
done
