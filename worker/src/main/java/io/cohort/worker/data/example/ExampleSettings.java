package io.cohort.worker.data.example;

import io.cohort.worker.data.example.image.Augmentation;
import io.cohort.worker.data.example.image.ImageSettings;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Which examples there are and what a network gets of them.
 *
 * @param path {@code input.path}: file, folder or glob on any Hadoop file system; several separated by commas
 * @param format {@code input.format}: what the files hold; null to find out by names and first bytes
 * @param labels {@code input.labels}: {@code auto}, {@code none}, or for idx the path of the labels
 * @param image sizes, colours and random changes of images
 * @param table how tables are read
 * @param sequenceLength {@code input.sequence-length}: characters of an example of text, at least 1
 * @param standardise {@code input.standardise}: whether columns of tables and channels of series are brought to mean 0 and
 *     deviation 1, as found in the training input
 * @param labelSmoothing {@code training.label-smoothing}: share of a label that is spread over all classes, in [0, 1)
 * @param mixup {@code augmentation.mixup}: parameter of the Beta distribution that pairs of examples are mixed by, in
 *     [0, 1]; 0 mixes nothing
 * @param noise {@code augmentation.noise}: standard deviation of what is added to every number of a training example, in
 *     [0, 10]; 0 adds nothing
 * @param selection which of the examples and classes count
 * @param learned what training found in its own input and validation must take over; null for training itself
 */
public record ExampleSettings(
        String path,
        ExampleFormat format,
        String labels,
        ImageSettings image,
        TableSettings table,
        int sequenceLength,
        boolean standardise,
        double labelSmoothing,
        double mixup,
        double noise,
        ExampleSelection selection,
        Learned learned)
        implements Serializable {
    /** @throws IllegalArgumentException if a value is out of its range; the message names the key */
    public ExampleSettings {
        require(path != null && !path.isBlank(), "input.path must name a file, a folder or a glob", path);
        require(labels != null && !labels.isBlank(), "input.labels must be auto, none or a path", labels);
        require(
                sequenceLength >= 1 && sequenceLength <= 1_000_000,
                "input.sequence-length must lie in [1, 1000000]",
                sequenceLength);
        require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "training.label-smoothing must lie in [0, 1)",
                labelSmoothing);
        require(mixup >= 0 && mixup <= 1, "augmentation.mixup must lie in [0, 1]", mixup);
        require(noise >= 0 && noise <= 10, "augmentation.noise must lie in [0, 10]", noise);
    }

    private static void require(boolean holds, String demand, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(demand + ", but is " + value);
        }
    }

    /**
     * What training learned of its input, apart from the network.
     *
     * @param classes names in order
     * @param scaling of columns and channels, or null
     * @param shape of the examples that the network takes
     */
    public record Learned(List<String> classes, Scaling scaling, ExampleShape shape) implements Serializable {
        /** Keeps its own copy. */
        public Learned {
            classes = List.copyOf(Objects.requireNonNull(classes, "the names of the classes are missing"));
        }
    }

    /** All examples of a path, nothing chosen, changed or scaled; sequences of 100 characters. */
    public static ExampleSettings plain(String path) {
        return new ExampleSettings(
                path,
                null,
                "auto",
                ImageSettings.plain(),
                TableSettings.found(),
                100,
                false,
                0,
                0,
                0,
                ExampleSelection.everything(),
                null);
    }

    /**
     * The settings for other input of a model that was trained, to validate or predict with: classes, scaling and the size of
     * images are those of the training input, labels are as hard as they are written, and every example counts. What was
     * packed for training need not be packed here.
     *
     * @param otherPath where it is
     * @param training what training learned of its own input
     */
    public ExampleSettings like(String otherPath, Learned training) {
        ExampleShape shape = training.shape();
        return changed(draft -> {
            draft.path = otherPath;
            draft.format = format == ExampleFormat.PACKED ? null : format;
            draft.image = shape.kind() == ExampleShape.Kind.IMAGE
                    ? image.withSize(shape.height(), shape.width(), shape.channels())
                    : image;
            draft.labelSmoothing = 0;
            draft.mixup = 0;
            draft.noise = 0;
            draft.selection = selection.everyExample();
            draft.learned = training;
        });
    }

    /** With another format; null to find out. */
    public ExampleSettings withFormat(ExampleFormat other) {
        return changed(draft -> draft.format = other);
    }

    /** With labels elsewhere. */
    public ExampleSettings withLabels(String other) {
        return changed(draft -> draft.labels = other);
    }

    /** With other images. */
    public ExampleSettings withImage(ImageSettings other) {
        return changed(draft -> draft.image = other);
    }

    /** With images of another size. */
    public ExampleSettings withImageSize(int height, int width, int channels) {
        return withImage(image.withSize(height, width, channels));
    }

    /** With images changed at random in another way. */
    public ExampleSettings withAugmentation(Augmentation other) {
        return withImage(image.withAugmentation(other));
    }

    /** With tables read in another way. */
    public ExampleSettings withTable(TableSettings other, boolean standardised) {
        return changed(draft -> {
            draft.table = other;
            draft.standardise = standardised;
        });
    }

    /** With sequences of another length. */
    public ExampleSettings withSequenceLength(int other) {
        return changed(draft -> draft.sequenceLength = other);
    }

    /** With other labels for training. */
    public ExampleSettings withSoftLabels(double smoothing, double mixing) {
        return changed(draft -> {
            draft.labelSmoothing = smoothing;
            draft.mixup = mixing;
        });
    }

    /** With other noise for training. */
    public ExampleSettings withNoise(double other) {
        return changed(draft -> draft.noise = other);
    }

    /** With another choice of examples. */
    public ExampleSettings withSelection(ExampleSelection other) {
        return changed(draft -> draft.selection = other);
    }

    private ExampleSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** A copy to change. */
    private static final class Draft {
        private String path;
        private ExampleFormat format;
        private String labels;
        private ImageSettings image;
        private TableSettings table;
        private int sequenceLength;
        private boolean standardise;
        private double labelSmoothing;
        private double mixup;
        private double noise;
        private ExampleSelection selection;
        private Learned learned;

        Draft(ExampleSettings from) {
            path = from.path;
            format = from.format;
            labels = from.labels;
            image = from.image;
            table = from.table;
            sequenceLength = from.sequenceLength;
            standardise = from.standardise;
            labelSmoothing = from.labelSmoothing;
            mixup = from.mixup;
            noise = from.noise;
            selection = from.selection;
            learned = from.learned;
        }

        ExampleSettings settings() {
            return new ExampleSettings(
                    path,
                    format,
                    labels,
                    image,
                    table,
                    sequenceLength,
                    standardise,
                    labelSmoothing,
                    mixup,
                    noise,
                    selection,
                    learned);
        }
    }
}
