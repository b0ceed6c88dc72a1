package io.cohort.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The networks whose bits are compared: two replicas each, a few seconds on two cores. */
enum BitsNetwork {
    /** Two convolutions, plain momentum. */
    LENET(
            "LeNet, momentum",
            "lenet.conf",
            "fashion-mnist/train-images-idx3-ubyte.gz",
            List.of("input.part=[0,0.2]"),
            List.of("training.updater=momentum", "training.batch-size=32", "training.averaging-frequency=10")),
    /** Twenty convolutions with running statistics, random crops. */
    BATCH_NORM(
            "ResNet-18 of width 16 (batch norm), Nesterov momentum",
            "residual.conf",
            "imagenette-128/train",
            List.of("input.part=[0,0.1]", "image.size=64", "augmentation.min-area=0.35", "augmentation.flip=true"),
            List.of(
                    "training.updater=nesterov",
                    "network.parameters.width=16",
                    "training.batch-size=16",
                    "training.averaging-frequency=5")),
    /** Truncated backpropagation through time. */
    LSTM(
            "LSTM of 128 that writes, Adam",
            "lstm-characters.conf",
            "tinyshakespeare/input.txt",
            List.of("input.part=[0,0.2]"),
            List.of(
                    "training.updater=adam",
                    "network.parameters.hidden=[128]",
                    "training.batch-size=16",
                    "training.averaging-frequency=4"));

    private final String title;
    private final String conf;
    private final String data;
    private final List<String> ofData;
    private final List<String> always;

    /**
     * @param title for people
     * @param conf file below conf/, which has a generated sample of its own
     * @param data input below the folder of data sets
     * @param ofData keys that go with these data
     * @param always keys that go with any
     */
    BitsNetwork(String title, String conf, String data, List<String> ofData, List<String> always) {
        this.title = title;
        this.conf = conf;
        this.data = data;
        this.ofData = ofData;
        this.always = always;
    }

    /** By the name of the option: lenet, batch-norm, lstm. */
    static BitsNetwork of(String name) {
        return Arrays.stream(values())
                .filter(network -> network.option().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no network '" + name + "'; expected some of "
                        + Arrays.stream(values()).map(BitsNetwork::option).toList()));
    }

    private String option() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    /** The input below the folder, or the words for the sample if it is not there. */
    String input(Path folder) {
        return hasData(folder) ? data + " (" + ofData.get(0) + ")" : "the generated sample of " + conf;
    }

    private boolean hasData(Path folder) {
        return Files.exists(folder.resolve(data));
    }

    /**
     * What to train.
     *
     * @param folder of the data sets
     * @param directory of the run
     */
    TrainingKeys keys(Path folder, Path directory) {
        List<String> keys = new ArrayList<>(List.of("validation.path=none", "training.replicas=2"));
        keys.addAll(always);
        if (hasData(folder)) {
            keys.add("input.path=" + folder.resolve(data));
            keys.addAll(ofData);
        }
        return TrainingKeys.of(conf, directory).with(keys);
    }
}
