package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.worker.embedding.ChangedSection;
import io.cohort.worker.embedding.LocatedChanges;
import io.cohort.worker.embedding.RowCombiner;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockReceipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;

/** Makes one block of the next state from the last one and the replicas' changes, in replica order. */
final class CombineTask implements TaskBody<Void, BlockReceipt> {
    private static final long serialVersionUID = 1L;

    private final RunFiles files;
    private final AveragingRun run;
    private final BlockReceipt[] state;
    private final ReplicaReceipt[] replicas;
    private final long step;

    /**
     * @param files the run's directory
     * @param run the rule
     * @param state all blocks before the step; task i makes block i
     * @param replicas what the replicas wrote
     * @param step number of the step
     */
    CombineTask(RunFiles files, AveragingRun run, BlockReceipt[] state, ReplicaReceipt[] replicas, long step) {
        this.files = files;
        this.run = run;
        this.state = state;
        this.replicas = replicas;
        this.step = step;
    }

    @Override
    public Iterator<BlockReceipt> run(int item, Iterator<Void> none, TaskContext context) throws IOException {
        BlockReceipt place = state[item];
        List<LocatedChanges> changes = new ArrayList<>();
        for (ReplicaReceipt replica : replicas) {
            for (ChangedSection section : replica.sections()) {
                if (section.table() == place.table() && section.block() == place.index()) {
                    changes.add(new LocatedChanges(replica.replica(), files.path(replica.file()), section));
                }
            }
        }
        Block next = RowCombiner.combine(files.read(place), run.rule(), files.files(), changes);
        return List.of(files.write(step, next, context)).iterator();
    }
}
