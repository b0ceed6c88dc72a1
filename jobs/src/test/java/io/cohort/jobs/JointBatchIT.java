package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cohort.driver.network.NetworkModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replicas averaged after each minibatch of plain SGD take the steps of one machine on all their examples together. */
@Timeout(300)
class JointBatchIT {
    @TempDir
    Path folder;

    @Test
    void replicasAveragedAfterEachMinibatchAreOneMachineOnTheJointBatch() throws IOException {
        // Ten batches of 16 and five examples more: the replicas' last shares differ.
        Path images = SmallImages.write(folder, "train", 165, 1);

        float[] shared = trained(images, "shared", 4, 4);
        float[] joint = trained(images, "joint", 1, 16);
        float[] another = trained(images, "another", 4, 8);

        // Single precision: sums of 16 terms in another order, parameters below 1.
        assertThat(shared).containsExactly(joint, within(1e-6f));
        assertThat(distance(shared, another)).isGreaterThan(1e-3);
    }

    private float[] trained(Path images, String name, int replicas, int batch) throws IOException {
        Path run = folder.resolve(name);
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString(), "--json"));
        for (String key : List.of(
                "input.path=" + images,
                "validation.path=none",
                "run.directory=" + run,
                "training.epochs=1",
                "training.updater=sgd",
                "training.schedule=constant",
                "training.warm-up=0",
                "training.averaging-frequency=1",
                "training.outer-momentum=0",
                "training.replicas=" + replicas,
                "training.batch-size=" + batch,
                "spark.master=local[2]")) {
            args.add("-D");
            args.add(key);
        }
        CommandResult result = CommandResult.of(args.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return parameters(run);
    }

    private static float[] parameters(Path run) throws IOException {
        Configuration hadoop = new Configuration();
        NetworkModel model = NetworkModel.find(run.toString(), hadoop).orElseThrow();
        return model.state().parameters(model.folder().toString(), hadoop);
    }

    private static double distance(float[] one, float[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }
}
