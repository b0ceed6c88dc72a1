package io.cohort.driver.picture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.evaluate.Evaluation;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.network.ShownNetwork;
import io.cohort.driver.step.NetworkReplicas;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.network.LayerPictures;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.Scores;
import io.cohort.worker.replica.SurestErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;

/** What a network confuses, where it is surest and wrong, and what its layers look for and see. */
public final class NetworkPictures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WRONG = 12;
    private static final int TREES = 3;
    private static final int FEWEST_NODES = 9;
    private static final int MOST_NODES = 35;
    /** Wider tables tell nobody anything. */
    private static final int MOST_CLASSES = 40;

    private NetworkPictures() {}

    /**
     * Draws them.
     *
     * @param validation the network over the examples that it is shown
     * @param state its parameters
     * @param batch examples that are scored at once
     * @param most how many examples are scored at most; they are spread over all
     */
    public static ObjectNode of(
            Cluster cluster, RunFiles files, NetworkDesign validation, ParameterSource state, int batch, int most) {
        NetworkDesign some = spread(validation, most);
        Broadcast<byte[]> spec = cluster.broadcast(JavaBytes.of(some.spec()));
        try {
            List<ScoredExamples> scored = Evaluation.outputs(
                    cluster,
                    new Evaluation.Job(
                            files,
                            new NetworkReplicas(files, spec, "pictures"),
                            state,
                            some.catalog().size(),
                            batch));
            ObjectNode network = JSON.createObjectNode();
            List<String> classes = some.learned().classes();
            if (classes.size() > 1) {
                confusion(network, scored, classes);
                drawWrong(network, cluster, some, scored, classes);
            }
            if (some.hasRoots()) {
                drawTrees(network, some, scored, cluster.hadoop());
            }
            some.shown().ifPresent(shown -> drawLayers(network, cluster, files, shown, state));
            return network;
        } finally {
            spec.destroy();
        }
    }

    private static NetworkDesign spread(NetworkDesign all, int most) {
        int size = all.catalog().size();
        if (size <= most) {
            return all;
        }
        return all.without(IntStream.range(0, size)
                .filter(example -> (long) example * most / size == (long) (example - 1) * most / size && example > 0)
                .toArray());
    }

    private static void confusion(ObjectNode network, List<ScoredExamples> scored, List<String> classes) {
        Scores scores = scored.stream().map(Scores::of).reduce(Scores.NONE, Scores::plus);
        if (classes.size() > MOST_CLASSES || scores.confusion().length != classes.size() * classes.size()) {
            return;
        }
        ObjectNode confusion = network.putObject("confusion");
        confusion.put("examples", scores.examples());
        classes.forEach(confusion.putArray("classes")::add);
        ArrayNode rows = confusion.putArray("rows");
        for (int row = 0; row < classes.size(); row++) {
            ArrayNode cells = rows.addArray();
            for (int column = 0; column < classes.size(); column++) {
                cells.add(scores.confusion()[row * classes.size() + column]);
            }
        }
    }

    private static void drawWrong(
            ObjectNode network,
            Cluster cluster,
            NetworkDesign some,
            List<ScoredExamples> scored,
            List<String> classes) {
        List<SurestErrors.Entry> errors = SurestErrors.of(scored, WRONG);
        int[] examples = errors.stream().mapToInt(SurestErrors.Entry::example).toArray();
        List<byte[]> images =
                some.shown().map(shown -> images(cluster, shown, examples)).orElse(List.of());
        ArrayNode wrong = network.putArray("wrong");
        for (int i = 0; i < errors.size(); i++) {
            SurestErrors.Entry error = errors.get(i);
            ObjectNode entry = wrong.addObject();
            entry.put("example", some.catalog().source(error.example()));
            entry.put("label", classes.get(error.label()));
            entry.put("said", classes.get(error.said()));
            entry.put("probability", error.probability());
            if (i < images.size()) {
                entry.put("png", base64(images.get(i)));
            }
        }
    }

    /** The first ones that fit on a page. */
    private static void drawTrees(
            ObjectNode network, NetworkDesign some, List<ScoredExamples> scored, Configuration hadoop) {
        ArrayNode trees = network.putArray("trees");
        int before = 0;
        for (ScoredExamples part : scored) {
            for (int from = 0, to = 0; from < part.term().length && trees.size() < TREES; from = to) {
                while (to < part.term().length && part.term()[to] == part.term()[from]) {
                    to++;
                }
                if (to - from >= FEWEST_NODES && to - from <= MOST_NODES) {
                    trees.add(DrawnTree.of(
                            written(some, before + part.term()[from], hadoop),
                            SurestErrors.answers(part, from, to),
                            some.learned().classes()));
                }
            }
            before += part.examples();
        }
    }

    private static String written(NetworkDesign some, int example, Configuration hadoop) {
        try {
            return some.written(new int[] {example}, hadoop).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + some.catalog().source(example), e);
        }
    }

    private static List<byte[]> images(Cluster cluster, ShownNetwork shown, int[] examples) {
        if (examples.length == 0) {
            return List.of();
        }
        var hadoop = cluster.hadoopBroadcast();
        return cluster.run("pictures: most wrong", Cluster.TRAIN, 1, (task, none, context) -> {
            try (ExampleSource source =
                    shown.source().open(io.cohort.driver.cluster.HadoopBytes.read(hadoop.value()))) {
                return LayerPictures.images(source, examples).iterator();
            }
        });
    }

    private static void drawLayers(
            ObjectNode network, Cluster cluster, RunFiles files, ShownNetwork shown, ParameterSource state) {
        byte[] drawn = cluster.run("pictures: layers", Cluster.TRAIN, 1, (task, none, context) -> {
                    try (ExampleSource source = shown.source().open(files.hadoop())) {
                        LayerPictures found = LayerPictures.of(shown.settings(), source, 0, state.read(files));
                        return List.of(JavaBytes.of(found)).iterator();
                    }
                })
                .get(0);
        LayerPictures pictures = JavaBytes.read(drawn, LayerPictures.class);
        if (pictures.firstLayer() != null) {
            ObjectNode filters = network.putObject("filters").put("layer", pictures.firstLayer());
            pictures.filters().forEach(png -> filters.withArray("/pngs").add(base64(png)));
        }
        if (!pictures.answers().isEmpty()) {
            ObjectNode answers = network.putObject("answers").put("png", base64(pictures.image()));
            answers.put("label", shown.source().catalog().source(0));
            ArrayNode layers = answers.putArray("layers");
            for (LayerPictures.Answer answer : pictures.answers()) {
                ObjectNode layer = layers.addObject().put("name", answer.name()).put("shape", answer.shape());
                answer.planes().forEach(png -> layer.withArray("/pngs").add(base64(png)));
            }
        }
    }

    private static String base64(byte[] png) {
        return Base64.getEncoder().encodeToString(png);
    }
}
