package io.cohort.driver.network;

import io.cohort.driver.conf.AugmentationConf;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.ExamplesConf;
import io.cohort.driver.conf.ImageConf;
import io.cohort.worker.data.example.ExampleFormat;
import io.cohort.worker.data.example.ExampleSelection;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.TableSettings;
import io.cohort.worker.data.example.image.Augmentation;
import io.cohort.worker.data.example.image.ImageSettings;
import java.util.List;
import java.util.function.Supplier;

/** What the conf says of a network's examples, as the worker takes it. */
public final class NetworkInputs {
    private NetworkInputs() {}

    /**
     * The training input.
     *
     * @throws ConfigurationException if a value is out of its range; names the key
     */
    public static ExampleSettings training(CohortConf conf) {
        ExamplesConf examples = conf.input().examples();
        return checked(() -> new ExampleSettings(
                conf.input().path(),
                examples.format() == ExamplesConf.InputFormat.AUTO
                        ? null
                        : ExampleFormat.valueOf(examples.format().name()),
                examples.labels(),
                image(conf.image(), conf.augmentation()),
                new TableSettings(examples.delimiter(), examples.header(), examples.label()),
                examples.sequenceLength(),
                examples.standardise(),
                conf.training().minibatch().labelSmoothing(),
                conf.augmentation().mixup(),
                conf.augmentation().noise(),
                selection(examples),
                null));
    }

    private static ExampleSelection selection(ExamplesConf examples) {
        return new ExampleSelection(
                examples.classes(),
                ExampleSelection.Others.valueOf(examples.otherClasses().name()),
                examples.examplesPerClass(),
                examples.part().get(0),
                examples.part().get(1),
                examples.choiceSeed());
    }

    private static ImageSettings image(ImageConf image, AugmentationConf changes) {
        return new ImageSettings(
                image.height(),
                image.width(),
                image.channels(),
                image.maxPixels(),
                image.mean(),
                image.deviation(),
                image.evaluationShare(),
                new Augmentation(
                        changes.minArea(),
                        changes.maxAspect(),
                        changes.shift(),
                        changes.flip(),
                        changes.brightness(),
                        changes.contrast(),
                        changes.saturation()));
    }

    /**
     * Other input for a model that was trained: to validate or predict with.
     *
     * @param conf of the training
     * @param learned classes, scaling and shape of the training input
     * @param path where the other input is
     * @param labels as {@code input.labels}
     * @param part two shares between which the examples that count lie
     */
    public static ExampleSettings other(
            CohortConf conf, ExampleSettings.Learned learned, String path, String labels, List<Double> part) {
        ExampleSettings other = training(conf).like(path, learned);
        return checked(
                () -> other.withLabels(labels).withSelection(other.selection().withPart(part.get(0), part.get(1))));
    }

    /** The worker's records name the key whose value is wrong. */
    static <T> T checked(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (ConfigurationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }
}
