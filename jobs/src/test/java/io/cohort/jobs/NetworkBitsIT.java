package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What networks learn depends on the conf, and on nothing of the cluster: one hash a network. */
@Timeout(300)
class NetworkBitsIT {
    private static final Map<Network, JsonNode> UNDISTURBED = new EnumMap<>(Network.class);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /** Each averages two or three replicas, and their updaters' state, several times. */
    enum Network {
        LENET_WITH_MOMENTUM {
            @Override
            Training training(Path data, Path run) {
                // 3 * 4 * 16 = 192 a step: five whole ones and 41 left.
                return Training.ofNetwork("lenet", SmallImages.write(data, "train", 1_001, 1), run)
                        .with("training.replicas", 3)
                        .with("training.averaging-frequency", 4)
                        .with("training.batch-size", 16)
                        .with("training.updater", "momentum");
            }
        },
        BATCH_NORM_WITH_NESTEROV {
            @Override
            Training training(Path data, Path run) {
                // 2 * 4 * 16 = 128 a step.
                return Training.ofNetwork("resnet18", SmallImages.write(data, "train", 500, 1), run)
                        .with("network.parameters.width", 4)
                        .with("augmentation.shift", 2)
                        .with("training.replicas", 2)
                        .with("training.averaging-frequency", 4)
                        .with("training.batch-size", 16)
                        .with("training.weight-decay", 5e-4)
                        .with("training.updater", "nesterov");
            }
        },
        LSTM_WITH_ADAM {
            @Override
            Training training(Path data, Path run) {
                // 128 sequences, 2 * 4 * 4 = 32 a step.
                return Training.ofNetwork("lstm-characters", write(data), run)
                        .with("input.format", "characters")
                        .with("input.sequence-length", 50)
                        .with("network.parameters.hidden", "[32]")
                        .with("network.parameters.truncation", 25)
                        .with("training.replicas", 2)
                        .with("training.averaging-frequency", 4)
                        .with("training.batch-size", 4)
                        .with("training.clip-norm", 5)
                        .with("training.updater", "adam");
            }

            private Path write(Path data) {
                try {
                    return Files.writeString(data.resolve("text.txt"), "my cat bounds. ".repeat(427));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };

        /**
         * A training of two epochs.
         *
         * @param data a folder for the input
         * @param run its directory
         */
        abstract Training training(Path data, Path run);

        Training into(Path run) {
            return training(shared, run).with("training.epochs", 2);
        }

        /** Trained once on two slots. */
        JsonNode undisturbed() {
            return UNDISTURBED.computeIfAbsent(
                    this, network -> into(shared.resolve(network.name())).run());
        }
    }

    @AfterAll
    static void forget() {
        UNDISTURBED.clear();
    }

    private static void assertSameResult(JsonNode run, Network network) {
        JsonNode undisturbed = network.undisturbed();
        assertThat(undisturbed.path("model_sha256").asText()).hasSize(64);
        assertThat(undisturbed.path("steps").asInt()).isGreaterThanOrEqualTo(8);
        for (String field : new String[] {"status", "model_sha256", "examples", "instances", "steps"}) {
            assertThat(run.path(field)).as(field).isEqualTo(undisturbed.path(field));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneSlotAndFourTrainTheSame(Network network) {
        assertSameResult(
                network.into(folder.resolve("one"))
                        .with("spark.master", "local[1]")
                        .run(),
                network);
        assertSameResult(
                network.into(folder.resolve("four"))
                        .with("spark.master", "local[4]")
                        .run(),
                network);
    }

    @ParameterizedTest
    @EnumSource
    void executorsInTheirOwnProcessesTrainTheSame(Network network) {
        assertSameResult(
                network.into(folder.resolve("run")).onTwoExecutors(1024).run(), network);
    }

    @ParameterizedTest
    @EnumSource
    void anExecutorKilledWhileItTrainsDoesNotChangeTheResult(Network network) {
        AtomicReference<ProcessHandle> killed = new AtomicReference<>();
        StepWatch watch = new StepWatch(step -> {
            if (step >= 2 && killed.get() == null) {
                LocalClusterIT.anExecutor()
                        .filter(ProcessHandle::destroyForcibly)
                        .ifPresent(killed::set);
            }
        });

        JsonNode run = network.into(folder.resolve("run")).onTwoExecutors(1024).run(watch);

        assertThat(killed.get()).isNotNull();
        assertSameResult(run, network);
    }

    @ParameterizedTest
    @EnumSource
    void aRunStoppedAfterAStepGoesOnAndEndsTheSame(Network network) throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));
        network.into(run.path()).run();
        Files.delete(run.path().resolve("_SUCCESS"));
        run.takeBack(run.newest());
        run.takeBack(run.newest());

        JsonNode resumed =
                network.into(run.path()).with("spark.master", "local[1]").run();

        assertThat(resumed.path("starts").asInt()).isEqualTo(2);
        assertSameResult(resumed, network);
    }
}
