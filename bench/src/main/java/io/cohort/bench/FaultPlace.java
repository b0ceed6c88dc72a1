package io.cohort.bench;

/** Where a run of the fault suite computes and where its directory lies. */
enum FaultPlace {
    /** Driver and tasks in one process. */
    LOCAL("local"),
    /** Two executors that the driver starts. */
    LOCAL_CLUSTER("local-cluster"),
    /** A master and two workers of Spark standalone, with speculation: Spark wants two hosts for that. */
    STANDALONE("standalone"),
    /** As local, the directory on HDFS. */
    HDFS("HDFS");

    private final String label;

    FaultPlace(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether executors are processes of their own. */
    boolean hasExecutors() {
        return this == LOCAL_CLUSTER || this == STANDALONE;
    }
}
