package io.cohort.driver.network;

import io.cohort.driver.conf.BadRecordsConf;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.UpdaterConf;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.data.tree.TreeBounds;
import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.TreeSurvey;
import io.cohort.worker.data.tree.TreeVocabulary;
import io.cohort.worker.tree.TreeGradientCheck;
import io.cohort.worker.tree.TreeModel;
import io.cohort.worker.tree.TreeOptimizer;
import io.cohort.worker.tree.TreeReplicaSpec;
import io.cohort.worker.tree.TreeSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * A recursive network over trees.
 *
 * @param conf which network
 * @param catalog the trees
 * @param learned of the training trees
 * @param words of the training trees in the order of their numbers
 * @param broken what is wrong with each tree that was left out
 */
record TreeDesign(
        CohortConf conf,
        ExampleCatalog catalog,
        ExampleSettings.Learned learned,
        List<String> words,
        List<String> broken)
        implements NetworkDesign {
    /** Architectures by name. */
    static final Map<String, TreeModel> ARCHITECTURES =
            Map.of("tree-lstm", TreeModel.LSTM, "tree-tensor", TreeModel.TENSOR);

    private static final Set<String> PARAMETERS =
            Set.of("classes", "dimension", "hidden", "dropout", "word-dropout", "word-rate", "vectors", "min-count");

    static TreeDesign list(CohortConf conf, Configuration hadoop) throws IOException {
        Parameters parameters = new Parameters(conf);
        parameters.refuseUnknown();
        int classes = parameters.whole("classes", 5);
        TreeSurvey survey = survey(conf, classes);
        ExampleCatalog catalog = TreeExamples.survey(conf.input().path(), TreeBounds.of(classes), survey, hadoop);
        return new TreeDesign(
                conf,
                catalog,
                catalog.learned(),
                survey.vocabulary(parameters.whole("min-count", 1)).words(),
                reasons(survey));
    }

    private static TreeSurvey survey(CohortConf conf, int classes) {
        return new TreeSurvey(classes, conf.badRecords().mode() == BadRecordsConf.Mode.SKIP);
    }

    private static List<String> reasons(TreeSurvey survey) {
        return survey.broken().stream().map(TreeSurvey.Broken::reason).toList();
    }

    static TreeDesign other(
            CohortConf conf, ExampleSettings.Learned learned, List<String> words, String path, Configuration hadoop)
            throws IOException {
        int classes = learned.classes().size();
        TreeSurvey survey = survey(conf, classes);
        ExampleCatalog catalog = TreeExamples.survey(path, TreeBounds.of(classes), survey, hadoop);
        return new TreeDesign(conf, catalog, learned, words, reasons(survey));
    }

    @Override
    public TreeReplicaSpec spec() {
        return new TreeReplicaSpec(settings(), catalog, TreeVocabulary.of(words));
    }

    TreeSettings settings() {
        Parameters parameters = new Parameters(conf);
        TreeModel model = ARCHITECTURES.get(conf.network().architecture());
        int dimension = parameters.whole("dimension", model == TreeModel.LSTM ? 100 : 25);
        return NetworkInputs.checked(() -> new TreeSettings(
                model,
                learned.classes().size(),
                dimension,
                parameters.whole("hidden", dimension),
                optimizer(),
                parameters.number("dropout", 0),
                parameters.number("word-dropout", 0),
                conf.training().updater().l2(),
                parameters.number("word-rate", 1),
                parameters.text("vectors")));
    }

    private TreeOptimizer optimizer() {
        UpdaterConf.Updater updater = conf.training().updater().updater();
        return Arrays.stream(TreeOptimizer.values())
                .filter(known -> known.name().equals(updater.name()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "training.updater",
                        updater.name().toLowerCase(Locale.ROOT),
                        "one of "
                                + Arrays.stream(TreeOptimizer.values())
                                        .map(known -> known.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + " with " + conf.network().architecture()));
    }

    @Override
    public Optional<ExampleSourceSpec> unread() {
        return Optional.empty();
    }

    @Override
    public NetworkDesign without(int[] examples) {
        return new TreeDesign(conf, catalog.without(examples), learned, words, broken);
    }

    @Override
    public NetworkDesign over(String path, String labels, List<Double> part, Configuration hadoop) throws IOException {
        return other(conf, learned, words, path, hadoop);
    }

    @Override
    public List<String> written(int[] examples, Configuration hadoop) throws IOException {
        TreeExamples trees = new TreeExamples(catalog, TreeVocabulary.of(words), hadoop);
        List<String> written = new ArrayList<>();
        for (int example : examples) {
            written.add(trees.text(example));
        }
        return written;
    }

    /** Its arrays are small, and most of them lie on the heap. */
    @Override
    public long nativeBytes(int batch) {
        return 0;
    }

    /** On the first trees of the input. */
    @Override
    public List<CheckedGradient> checkGradients(int examples, int samples, Configuration hadoop) throws IOException {
        int[] first = IntStream.range(0, Math.min(examples, catalog.size())).toArray();
        return TreeGradientCheck.of(spec(), first, samples, conf.training().seed(), hadoop).stream()
                .map(group -> CheckedGradient.of(conf.network().architecture(), group))
                .toList();
    }

    /** {@code network.parameters} of a tree. */
    private record Parameters(Map<String, Object> given) {
        Parameters(CohortConf conf) {
            this(conf.network().parameters());
        }

        void refuseUnknown() {
            given.keySet().stream().filter(key -> !PARAMETERS.contains(key)).forEach(key -> {
                throw new ConfigurationException("unknown key network.parameters." + key + "; trees have "
                        + PARAMETERS.stream().sorted().collect(Collectors.joining(", ")));
            });
        }

        int whole(String key, int usual) {
            double value = number(key, usual);
            if (value != (int) value) {
                throw new ConfigurationException("network.parameters." + key, value, "a whole number");
            }
            return (int) value;
        }

        double number(String key, double usual) {
            Object value = given.getOrDefault(key, usual);
            try {
                return Double.parseDouble(value.toString());
            } catch (NumberFormatException e) {
                throw new ConfigurationException("network.parameters." + key, value, "a number");
            }
        }

        String text(String key) {
            Object value = given.get(key);
            return value == null ? null : value.toString();
        }
    }
}
