package io.cohort.driver.evaluate;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.network.NetworkModel;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.device.ExecutorScope;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.SamplingSettings;
import io.cohort.worker.network.TextSampler;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;

/** Lets a finished network write text, in a task. */
public final class TextSampling {
    private TextSampling() {}

    /**
     * Writes.
     *
     * @param spark where; stays open
     * @param model the network
     * @param wanted which text
     * @return what the network writes after the prime
     * @throws BadInputException if the network cannot write, or does not know a character of the prime
     */
    public static String write(JavaSparkContext spark, NetworkModel model, SamplingSettings wanted) {
        NetworkSettings settings = model.settings();
        ParameterSource parameters = model.parameters();
        ExampleSettings.Learned learned = model.manifest().learned();
        TextSampler.check(learned, wanted.prime());
        String scope = UUID.randomUUID().toString();
        try (Cluster cluster = new Cluster(spark)) {
            RunFiles files = new RunFiles(model.folder(), scope, cluster.hadoopBroadcast());
            List<String> written = cluster.run("sample", Cluster.TRAIN, 1, (task, none, context) -> {
                try (TextSampler sampler = new TextSampler(settings, learned, parameters.read(files))) {
                    return List.of(sampler.write(wanted)).iterator();
                }
            });
            return written.get(0);
        } finally {
            ExecutorScope.forget(scope);
        }
    }
}
