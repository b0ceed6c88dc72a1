package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.step.Counters;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StepOutcome;
import java.time.Instant;

/** What metrics.jsonl says of a step. */
final class StepLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StepLine() {}

    /**
     * The line.
     *
     * @param state before the step
     * @param next after it
     * @param bytes that the driver received
     */
    static ObjectNode of(StateManifest state, StateManifest next, StepOutcome outcome, Speed speed, long bytes) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", Instant.now().toString());
        line.put("generation", next.generation());
        line.put("step", next.step());
        line.put("epoch", state.position().epoch());
        line.put("pass", state.position().pass());
        line.put("examples", next.counters().examples());
        if (speed.countsWords()) {
            line.put("words", next.counters().words());
            line.put("words_per_second", speed.words());
        }
        line.put("instances", outcome.trained().instances());
        metrics(outcome.trained(), line);
        line.put("learning_rate", outcome.rate());
        line.put("examples_per_second", speed.examples());
        seconds(outcome.seconds(), line);
        line.put(
                "bytes_moved",
                outcome.blocks().stream().mapToLong(block -> block.bytes()).sum());
        line.put("driver_bytes", bytes);
        return line;
    }

    private static void seconds(StepOutcome.Seconds spent, ObjectNode line) {
        ObjectNode seconds = line.putObject("seconds");
        seconds.put("draw", spent.draw());
        seconds.put("read", spent.read());
        seconds.put("train", spent.train());
        seconds.put("write", spent.write());
        seconds.put("combine", spent.combine());
        seconds.put("job", spent.job());
        if (Double.isFinite(spent.skew())) {
            line.put("skew", spent.skew());
        }
    }

    /** Adds what a step measured. */
    static void metrics(Counters trained, ObjectNode into) {
        into.put("loss", trained.meanLoss());
        if (trained.correct() > 0) {
            into.put("training_accuracy", (double) trained.correct() / trained.lossTerms());
        }
    }
}
