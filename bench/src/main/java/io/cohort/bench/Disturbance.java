package io.cohort.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What befalls a run that shall end with the same bits. */
enum Disturbance {
    /** Nothing. */
    NONE {
        @Override
        CohortCommand.Running befall(
                CohortCommand cohort, CohortCommand.Running running, TrainingKeys keys, int afterSteps) {
            return running;
        }
    },
    /** SIGINT, and the same command again. */
    STOPPED_AND_RESUMED {
        @Override
        CohortCommand.Running befall(
                CohortCommand cohort, CohortCommand.Running running, TrainingKeys keys, int afterSteps)
                throws IOException, InterruptedException {
            StepWatch.await(running, Path.of(keys.get("run.directory")), afterSteps);
            int code = StepWatch.interrupt(running);
            if (code != 130) {
                throw new IllegalStateException(
                        "a run that got SIGINT ended with exit code " + code + " instead of 130");
            }
            return cohort.start(Map.of(), keys.arguments());
        }
    },
    /** SIGKILL to one executor. */
    EXECUTOR_KILLED {
        @Override
        CohortCommand.Running befall(
                CohortCommand cohort, CohortCommand.Running running, TrainingKeys keys, int afterSteps)
                throws IOException, InterruptedException {
            StepWatch.await(running, Path.of(keys.get("run.directory")), afterSteps);
            StepWatch.killExecutor(running);
            return running;
        }
    };

    abstract CohortCommand.Running befall(
            CohortCommand cohort, CohortCommand.Running running, TrainingKeys keys, int afterSteps)
            throws IOException, InterruptedException;

    /**
     * Trains, and does it meanwhile.
     *
     * @param cohort starts the processes
     * @param keys what to train; run.directory is a local path
     * @param afterSteps steps that are committed before it happens
     * @return run.json of the end
     */
    JsonNode train(CohortCommand cohort, TrainingKeys keys, int afterSteps) throws IOException, InterruptedException {
        return befall(cohort, cohort.start(Map.of(), keys.arguments()), keys, afterSteps)
                .result();
    }
}
