package io.cohort.driver.conf;

import java.util.OptionalDouble;

/**
 * The training, whatever the model.
 *
 * @param epochs times that the whole input is trained on, 1 to 100,000
 * @param seed seed of all randomness of the run
 * @param replicas copies of the model in averaging steps, 1 to 65,536; part of the result, unlike tasks and executors
 * @param learningRate highest rate, finite and above 0; empty for the model's own
 * @param minibatch what networks train between two averagings
 * @param updater how a network's gradient becomes a change of its parameters
 * @param schedule how the learning rate of networks falls
 */
public record TrainingConf(
        int epochs,
        long seed,
        int replicas,
        OptionalDouble learningRate,
        MinibatchConf minibatch,
        UpdaterConf updater,
        ScheduleConf schedule) {
    /** @throws ConfigurationException if a value is missing or out of its range */
    public TrainingConf {
        Limits.whole("training.epochs", epochs, 1, 100_000);
        Limits.whole("training.replicas", replicas, 1, 65_536);
        Limits.given("training.learning-rate", learningRate);
        learningRate.ifPresent(rate -> Limits.positive("training.learning-rate", rate));
    }
}
