package io.cohort.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cohort.driver.conf.StoppingConf;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.worker.state.BlockReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The states that a run keeps, with what is known of each. */
final class KeptStates {
    private final StateStore store;
    private final Validations validations;
    private final Optional<Validations.Entry> best;
    private final long model;

    private KeptStates(RunDirectory run, JsonNode record) {
        this.store = new StateStore(run.files(), run.path(), Optional.empty());
        this.validations = new Validations(run.files(), run.path(), metric(record));
        this.best = validations.best();
        this.model = record.path("model_step")
                .asLong(record.path("candidate").path("step").asLong(-1));
    }

    /** How the run compares states. */
    private static StoppingConf metric(JsonNode record) {
        boolean accuracy =
                record.path("conf").path("validation.metric").asText().equals("accuracy");
        return new StoppingConf(
                accuracy ? StoppingConf.Metric.ACCURACY : StoppingConf.Metric.LOSS, 0, 0, StoppingConf.Choice.LAST);
    }

    /**
     * Lists them.
     *
     * @param record run.json
     * @return newest first
     */
    static List<RunStatus.State> of(RunDirectory run, JsonNode record) {
        KeptStates kept = new KeptStates(run, record);
        return kept.store.newestFirst().stream().map(kept::state).toList();
    }

    private RunStatus.State state(StateManifest manifest) {
        Optional<Validations.Entry> measured = validations.of(manifest);
        return new RunStatus.State(
                manifest.step(),
                manifest.position().epoch(),
                manifest.position().pass(),
                manifest.checkpoint(),
                manifest.counters().examples(),
                manifest.blocks().stream().mapToLong(BlockReceipt::bytes).sum(),
                store.committed(manifest).map(Instant::toString).orElse(""),
                measured.map(Validations.Entry::measured).orElse(JsonNodeFactory.instance.objectNode()),
                measured.isPresent() && measured.equals(best),
                manifest.step() == model);
    }
}
