#!/bin/sh
# LeNet trained by dl4j-spark's ParameterAveragingTrainingMaster and by Cohort, by turns. See bench/README.md and --help.
set -eu
# shellcheck source=bench/common.sh
. "$(dirname "$0")/common.sh"
bench_build
other=$bench_home/bench/dl4j-spark
if [ ! -d "$other/target/jars" ] || [ -n "$(find "$other/pom.xml" "$other/src" "$bench_home/jobs/target/cohort.jar" -newer "$other/target/jars" -type f)" ]; then
  printf 'bench: building %s\n' "$other" >&2
  mvn -q -B -Dstyle.color=never -f "$other/pom.xml" package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies \
    -DincludeScope=runtime "-DoutputDirectory=$other/target/jars" >&2
  cp "$other"/target/*.jar "$other/target/jars/"
  touch "$other/target/jars"
fi
cohort_bench Dl4jSparkBenchmark --jars "$other/target/jars" "$@"
