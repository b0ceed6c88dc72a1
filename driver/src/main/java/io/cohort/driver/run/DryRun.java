package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.corpus.WordCounting;
import io.cohort.worker.data.InputPieces;

/** The plan of a run, for {@code --dry-run}: counts the words, since blocks and passes follow from them; writes nothing. */
final class DryRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DryRun() {}

    static ObjectNode of(
            CohortConf conf, WordVectorRun words, RunDirectory directory, InputPieces input, Cluster cluster) {
        RunFiles files = new RunFiles(directory.path(), Incarnation.draw(), cluster.hadoopBroadcast());
        WordCounting.Counted counted = words.count(cluster, files, input);
        ObjectNode plan = JSON.createObjectNode();
        plan.put("status", "planned");
        plan.put("directory", directory.path().toString());
        plan.put("epochs", conf.training().epochs());
        ObjectNode in = plan.putObject("input");
        in.put("summary", input.summary());
        in.put("pieces", input.pieces().size());
        in.put("words", counted.statistics().words());
        in.put("different_words", counted.differentWords());
        words.describe(plan, counted.dictionary().size(), counted.dictionary().totalCount(), cluster);
        return plan;
    }
}
