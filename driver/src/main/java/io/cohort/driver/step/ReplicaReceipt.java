package io.cohort.driver.step;

import io.cohort.worker.embedding.ChangedSection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replica's task of an averaging step returns.
 *
 * @param replica which replica
 * @param file its changed rows, relative to the run's directory
 * @param sections where in the file which block's rows lie
 * @param words words of its ranges
 * @param sentences sentences of its ranges
 * @param examples windows or pairs trained
 * @param outputs output rows trained: loss terms
 * @param loss sum of the loss terms
 * @param trainSeconds drawing, pulling rows and arithmetic
 * @param writeSeconds writing the changed rows
 */
public record ReplicaReceipt(
        int replica,
        String file,
        List<ChangedSection> sections,
        long words,
        long sentences,
        long examples,
        long outputs,
        double loss,
        double trainSeconds,
        double writeSeconds)
        implements Serializable {
    public ReplicaReceipt {
        sections = new ArrayList<>(sections);
    }
}
