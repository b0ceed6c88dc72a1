# shellcheck shell=sh
# Sourced by the benchmark commands: builds Cohort and the benchmarks when needed, then becomes the main class asked for.
#   cohort_bench MAIN ARGUMENT...     MAIN is a class of io.cohort.bench

bench_home=$(cd "$(dirname "$0")/.." && pwd -P)
bench_classes=$bench_home/bench/target/classes
bench_stamp=$bench_home/bench/target/.built

bench_stale() {
  [ -f "$bench_stamp" ] && [ -f "$bench_home/jobs/target/cohort.jar" ] || { echo "$bench_stamp"; return; }
  (cd "$bench_home" && find pom.xml ./*/pom.xml ./*/src/main -newer "$bench_stamp" -type f -print | head -n 1)
}

bench_build() {
  [ "${COHORT_BUILD:-}" != never ] || return 0
  because=$(bench_stale)
  [ -n "$because" ] || return 0
  printf 'bench: building, for %s is missing or newer than the last build\n' "$because" >&2
  (cd "$bench_home" && mvn -q -B -Dstyle.color=never -pl bench -am -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dcheckstyle.skip=true -Djacoco.skip=true package) >&2
  touch "$bench_home/jobs/target/cohort.jar" "$bench_stamp"
}

cohort_bench() {
  bench_build
  bench_main=$1
  shift
  # The benchmark only starts and reads other processes: what it measures runs in JVMs of their own (--memory).
  exec env COHORT_BUILD=never "COHORT_MEMORY=${BENCH_MEMORY:-512m}" "COHORT_CLASSPATH=$bench_classes" \
    "COHORT_MAIN=io.cohort.bench.$bench_main" "$bench_home/cohort" "$@"
}
