package io.cohort.driver.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.worker.BadInputException;
import java.util.Iterator;
import java.util.Map;

/**
 * How a training master trains.
 *
 * @param workers replicas; 0 for Spark's default parallelism
 * @param batchSizePerWorker examples of a minibatch of a replica
 * @param averagingFrequency minibatches that a replica trains between two averagings
 * @param rngSeed of the order of the examples and of dropout
 * @param nativeThreads of each native operation
 * @param outerMomentum momentum of the step from the old parameters towards the replicas' mean; 0 takes the mean itself
 * @param exportDirectory where examples are written to; empty for Hadoop's temporary directory
 * @param directory where states are kept, so that a program that was killed goes on; empty to keep none
 */
record MasterSettings(
        int workers,
        int batchSizePerWorker,
        int averagingFrequency,
        long rngSeed,
        int nativeThreads,
        double outerMomentum,
        String exportDirectory,
        String directory) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What DL4J's own master has if nothing is said. */
    static final MasterSettings DEFAULT = new MasterSettings(0, 16, 5, 1, 1, 0, "", "");

    MasterSettings {
        requireAtLeast("workers", workers, 0);
        requireAtLeast("batchSizePerWorker", batchSizePerWorker, 1);
        requireAtLeast("averagingFrequency", averagingFrequency, 1);
        requireAtLeast("nativeThreads", nativeThreads, 1);
        if (!(outerMomentum >= 0 && outerMomentum < 1)) {
            throw new IllegalArgumentException("outerMomentum must be in [0, 1), but is " + outerMomentum);
        }
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }

    String json() {
        return JSON.valueToTree(this).toPrettyString();
    }

    /** One setting a line; strings and numbers are written alike in JSON and YAML. */
    String yaml() {
        StringBuilder yaml = new StringBuilder();
        Iterator<Map.Entry<String, JsonNode>> fields = JSON.valueToTree(this).fields();
        fields.forEachRemaining(field -> yaml.append(field.getKey())
                .append(": ")
                .append(field.getValue())
                .append('\n'));
        return yaml.toString();
    }

    /**
     * Settings that were written.
     *
     * @throws BadInputException if a setting is unknown or of the wrong type
     */
    static MasterSettings ofJson(String json) {
        try {
            ObjectNode all = JSON.valueToTree(DEFAULT);
            if (!(JSON.readTree(json) instanceof ObjectNode given)) {
                throw new BadInputException("the training master's JSON is no object: " + json);
            }
            all.setAll(given);
            return JSON.treeToValue(all, MasterSettings.class);
        } catch (JsonProcessingException e) {
            throw new BadInputException(
                    "this is no JSON of a CohortTrainingMaster: " + e.getOriginalMessage() + "; its fields are "
                            + DEFAULT.json(),
                    e);
        }
    }

    /** What the result depends on. */
    MasterSettings withoutPlaces() {
        return new MasterSettings(
                workers, batchSizePerWorker, averagingFrequency, rngSeed, nativeThreads, outerMomentum, "", "");
    }

    MasterSettings withWorkers(int value) {
        return new MasterSettings(
                value,
                batchSizePerWorker,
                averagingFrequency,
                rngSeed,
                nativeThreads,
                outerMomentum,
                exportDirectory,
                directory);
    }
}
