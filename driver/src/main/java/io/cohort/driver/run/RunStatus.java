package io.cohort.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.worker.BadInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Where a run stands, as its directory tells.
 *
 * @param directory the run's
 * @param condition what it is at
 * @param reason why it stalled or failed; empty otherwise
 * @param failure what ended it; empty unless it failed or was interrupted
 * @param record run.json
 * @param states that can be gone back to, newest first
 */
public record RunStatus(
        String directory,
        Condition condition,
        String reason,
        Optional<Failure> failure,
        JsonNode record,
        List<State> states) {
    /** What a run is at. */
    public enum Condition {
        /** A driver is at work. */
        RUNNING,
        /** The model is there. */
        DONE,
        /** run.json says that a driver is at work, but there is no sign of it, or it does not get ahead. */
        STALLED,
        /** It ended before its model was there, by a failure. */
        FAILED,
        /** Somebody stopped it. */
        INTERRUPTED;

        /** As scripts read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A state that is kept.
     *
     * @param step commits before it
     * @param epoch epochs that are whole
     * @param pass passes (of networks: steps) of the next epoch that are done
     * @param kept whether it is a checkpoint; the two newest states stay in any case, until there are newer ones
     * @param examples counted up to it
     * @param bytes of its block files
     * @param committed when, by the clock of the file system; empty if it has been removed since it was listed
     * @param measured what validation found; empty if the state was not measured
     * @param best whether no state was measured to be better by {@code validation.metric}; it stays in any case
     * @param model whether {@code model/} holds it
     */
    public record State(
            long step,
            int epoch,
            int pass,
            boolean kept,
            long examples,
            long bytes,
            String committed,
            JsonNode measured,
            boolean best,
            boolean model) {}

    /**
     * How patient a watcher is.
     *
     * @param silence time without a sign of life of the driver, after which it counts as dead
     * @param standstill time without a step, after which a run counts as stuck
     */
    public record Patience(Duration silence, Duration standstill) {}

    /**
     * Looks at a run; changes nothing.
     *
     * @param directory key run.directory
     * @throws BadInputException if it holds no run
     */
    public static RunStatus of(String directory, Patience patience, Configuration hadoop) {
        RunDirectory run = RunDirectory.of(directory, hadoop);
        JsonNode record = run.record()
                .orElseThrow(() -> new BadInputException(run.path()
                        + " holds no run: there is no run.json in it; name the run.directory of a training"));
        List<State> states = KeptStates.of(run, record);
        String status = record.path("status").asText();
        if (run.isFinished()) {
            return new RunStatus(run.path().toString(), Condition.DONE, "", Optional.empty(), record, states);
        }
        if (status.equals("failed") || status.equals("interrupted")) {
            return new RunStatus(
                    run.path().toString(),
                    status.equals("failed") ? Condition.FAILED : Condition.INTERRUPTED,
                    record.path("error").asText(),
                    Optional.of(Failure.ofWord(record.path("failure").asText())),
                    record,
                    states);
        }
        Optional<String> stall = stall(record, RunClaim.holder(run.files(), run.path()), patience, Instant.now());
        return new RunStatus(
                run.path().toString(),
                stall.isPresent() ? Condition.STALLED : Condition.RUNNING,
                stall.orElse(""),
                Optional.empty(),
                record,
                states);
    }

    /**
     * The step of the best state of a run.
     *
     * @param directory key run.directory
     * @throws ConfigurationException if it keeps none that was measured
     */
    public static long bestStep(String directory, Configuration hadoop) {
        RunDirectory run = RunDirectory.of(directory, hadoop);
        List<State> states =
                run.record().map(record -> KeptStates.of(run, record)).orElse(List.of());
        return states.stream()
                .filter(State::best)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("the run in " + run.path()
                        + " keeps no state that was measured (validation.path), so none is the best; it keeps those of steps "
                        + states.stream()
                                .map(state -> Long.toString(state.step()))
                                .collect(Collectors.joining(", "))
                        + " (see status)"))
                .step();
    }

    /** Why a run that says that it is at work seems not to be. */
    static Optional<String> stall(JsonNode record, Optional<RunClaim.Holder> holder, Patience patience, Instant now) {
        if (holder.isEmpty()) {
            return Optional.of("its driver is gone: nobody claims the run; run the same command again to go on");
        }
        if (holder.get().isSameProcessGone(Incarnation.host())) {
            return Optional.of("its driver is gone: process " + holder.get().pid() + " on "
                    + holder.get().host() + " has ended; run the same command again to go on");
        }
        Duration silent = since(record, "updated", now);
        if (silent.compareTo(patience.silence()) > 0) {
            return Optional.of("no sign of life for " + silent.toSeconds() + " s from process "
                    + holder.get().pid() + " on " + holder.get().host()
                    + "; look after it, or run the same command again: it takes over once the claim has lapsed");
        }
        Duration still = since(record, "progressed", now);
        if (still.compareTo(patience.standstill()) > 0) {
            return Optional.of("no step for " + still.toSeconds() + " s ("
                    + record.path("phase").asText("train")
                    + "), though process " + holder.get().pid() + " on "
                    + holder.get().host()
                    + " is alive; look at Spark's pages and the executors");
        }
        return Optional.empty();
    }

    /** Time since a moment of the record; none where it has none, or where a clock was set back. */
    private static Duration since(JsonNode record, String field, Instant now) {
        try {
            Duration since = Duration.between(Instant.parse(record.path(field).asText()), now);
            return since.isNegative() ? Duration.ZERO : since;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
