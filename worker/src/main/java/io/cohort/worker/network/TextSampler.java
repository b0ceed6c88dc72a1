package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.device.Gpu;
import io.cohort.worker.device.NativeThreads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.layers.recurrent.BidirectionalLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lets a network that was trained on text write: each character is drawn from what the network expects after all before it. Used
 * and closed on one thread.
 */
public final class TextSampler implements AutoCloseable {
    private static final String LINE_BREAK = "\n";

    private final List<String> alphabet;
    private final TrainedNetwork network;
    private final INDArray character;

    /**
     * @param settings that it was trained with
     * @param learned of the training input
     * @param parameters shape [parameters of the network]; read, not kept
     * @throws BadInputException if it cannot write
     */
    public TextSampler(NetworkSettings settings, ExampleSettings.Learned learned, float[] parameters) {
        requireText(learned);
        Gpu.here().bind();
        NativeThreads.set(settings.nativeThreads());
        Blueprint blueprint = new Blueprint(
                learned.shape(), settings.architecture().parameters(), settings.precision(), 0, ImageLayers.FAST);
        this.alphabet = learned.classes();
        this.network =
                Architectures.configure(settings.architecture(), blueprint).start();
        this.character = Nd4j.zeros(settings.precision().type(), 1, alphabet.size(), 1);
        NativeFloats.put(parameters, network.parameters());
        if (network.layers().stream().anyMatch(BidirectionalLayer.class::isInstance)) {
            close();
            throw new BadInputException("this network cannot write, for it reads its text from both ends; train one"
                    + " without bidirectional layers");
        }
    }

    /**
     * Finds out before anything is built whether a network can write after some text.
     *
     * @param learned of the training input
     * @param prime what it is to go on from
     * @throws BadInputException if it was not trained on text, or does not know a character; names it
     */
    public static void check(ExampleSettings.Learned learned, String prime) {
        requireText(learned);
        encoded(prime, learned.classes());
    }

    private static void requireText(ExampleSettings.Learned learned) {
        ExampleShape shape = learned.shape();
        boolean text = shape.kind() == ExampleShape.Kind.SEQUENCE
                && shape.labelEachStep()
                && shape.channels() == learned.classes().size()
                && learned.classes().stream().allMatch(name -> name.codePointCount(0, name.length()) == 1);
        if (!text) {
            throw new BadInputException("this network cannot write, for it was not trained on the characters of a text;"
                    + " name a run of conf/lstm-characters.conf");
        }
    }

    private static int[] encoded(String prime, List<String> alphabet) {
        Map<String, Integer> ids = new HashMap<>();
        alphabet.forEach(each -> ids.put(each, ids.size()));
        if (prime.isEmpty()) {
            return new int[] {ids.getOrDefault(LINE_BREAK, 0)};
        }
        return prime.codePoints()
                .map(point -> {
                    Integer id = ids.get(Character.toString(point));
                    if (id == null) {
                        throw new BadInputException("'" + Character.toString(point) + "' ("
                                + String.format("U+%04X", point) + ") in --prime is none of the " + alphabet.size()
                                + " characters that the network knows; leave it out");
                    }
                    return id;
                })
                .toArray();
    }

    /**
     * Writes.
     *
     * @return what comes after the prime
     * @throws BadInputException if the network does not know a character of the prime
     */
    public String write(SamplingSettings wanted) {
        Temperature temperature = new Temperature(wanted.temperature());
        SplittableRandom random = new SplittableRandom(Seeds.of(wanted.seed()));
        float[] expected = new float[0];
        network.clearState();
        for (int read : encoded(wanted.prime(), alphabet)) {
            expected = expectedAfter(read);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < wanted.characters(); i++) {
            int drawn = temperature.draw(expected, random.nextDouble());
            text.append(alphabet.get(drawn));
            expected = expectedAfter(drawn);
        }
        return text.toString();
    }

    private float[] expectedAfter(int read) {
        character.putScalar(0, read, 0, 1);
        try (INDArray outputs = network.next(character)) {
            return NativeFloats.copyOf(outputs);
        } finally {
            character.putScalar(0, read, 0, 0);
        }
    }

    @Override
    public void close() {
        character.close();
        network.close();
    }
}
