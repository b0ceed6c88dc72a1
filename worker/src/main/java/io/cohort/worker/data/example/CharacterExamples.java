package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * Text as sequences of characters, each of them labelled with the one that follows it. Sequences follow one another without
 * a gap and never cross from file to file; a file's last one may be shorter. Held in memory, two bytes a character.
 */
final class CharacterExamples implements ExampleReader {
    /** More are no alphabet but binary data. */
    private static final int MAX_CHARACTERS = 5_000;

    private final List<String> paths = new ArrayList<>();
    private final List<char[]> texts = new ArrayList<>();
    private final FileNumbers numbers;
    private final int length;
    private final int characters;

    private CharacterExamples(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        this.length = settings.sequenceLength();
        this.characters = catalog.classes().size();
        this.numbers = FileNumbers.of(catalog.files());
        for (ExampleFile file : catalog.files()) {
            int[] text = part(settings, CharacterText.read(file.path(), file.length(), hadoop));
            if (sequences(text.length, length) != file.examples()) {
                throw new BadInputException(file.path() + " has changed since the input was listed");
            }
            paths.add(file.path());
            texts.add(encoded(file.path(), text, catalog.classes()));
        }
    }

    static CharacterExamples open(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        return new CharacterExamples(settings, catalog, hadoop);
    }

    static Listing list(ExampleSettings settings, List<FileStatus> input, Configuration hadoop) throws IOException {
        SortedSet<Integer> found = new TreeSet<>();
        List<ExampleFile> files = new ArrayList<>();
        List<String> known =
                settings.learned() == null ? null : settings.learned().classes();
        for (FileStatus file : input) {
            String path = file.getPath().toString();
            int[] text = CharacterText.read(path, file.getLen(), hadoop);
            Arrays.stream(text).forEach(found::add);
            requireAlphabet(found, path);
            int[] part = part(settings, text);
            if (known != null) {
                encoded(path, part, known);
            }
            int sequences = sequences(part.length, settings.sequenceLength());
            files.add(new ExampleFile(path, file.getLen(), sequences, -1));
        }
        List<String> alphabet =
                known != null ? known : found.stream().map(Character::toString).toList();
        ExampleShape shape = new ExampleShape(
                ExampleShape.Kind.SEQUENCE, 1, 1, alphabet.size(), settings.sequenceLength(), alphabet.size(), true);
        return new Listing(ExampleFormat.CHARACTERS, files, alphabet, shape, null, chosen -> null);
    }

    private static void requireAlphabet(SortedSet<Integer> found, String path) {
        if (found.size() > MAX_CHARACTERS) {
            throw new BadInputException(path + " brings the input to more than " + MAX_CHARACTERS
                    + " different characters, too many for an alphabet; is it text?");
        }
    }

    private static int[] part(ExampleSettings settings, int[] text) {
        int from = (int) Math.round(settings.selection().from() * text.length);
        int to = (int) Math.round(settings.selection().to() * text.length);
        return Arrays.copyOfRange(text, from, to);
    }

    /** The last character has no successor, so it begins no step. */
    private static int sequences(int characters, int length) {
        return characters < 2 ? 0 : (characters - 2) / length + 1;
    }

    private static char[] encoded(String path, int[] text, List<String> alphabet) {
        Map<Integer, Character> ids = new HashMap<>();
        for (String character : alphabet) {
            ids.put(character.codePointAt(0), (char) ids.size());
        }
        char[] result = new char[text.length];
        for (int i = 0; i < text.length; i++) {
            Character id = ids.get(text[i]);
            if (id == null) {
                throw new BadInputException(path + " has '" + Character.toString(text[i]) + "' ("
                        + String.format("U+%04X", text[i]) + ") at character " + i
                        + " of its part, which is none of the "
                        + alphabet.size()
                        + " characters of the training text; replace it, or train on text that has it");
            }
            result[i] = id;
        }
        return result;
    }

    @Override
    public Minibatch read(int[] inFiles, long[] seeds, double smoothing) {
        int longest = 0;
        int shortest = Integer.MAX_VALUE;
        for (int example : inFiles) {
            longest = Math.max(longest, steps(example));
            shortest = Math.min(shortest, steps(example));
        }
        float[] features = new float[inFiles.length * characters * longest];
        float[] labels = new float[features.length];
        float[] mask = new float[inFiles.length * longest];
        Arrays.fill(labels, (float) (smoothing / characters));
        for (int i = 0; i < inFiles.length; i++) {
            char[] text = texts.get(numbers.file(inFiles[i]));
            int start = start(inFiles[i]);
            for (int t = 0; t < steps(inFiles[i]); t++) {
                int row = i * characters * longest + t;
                features[row + text[start + t] * longest] = 1;
                labels[row + text[start + t + 1] * longest] = (float) (1 - smoothing + smoothing / characters);
                mask[i * longest + t] = 1;
            }
        }
        Tensor masked = shortest < longest ? new Tensor(mask, inFiles.length, longest) : null;
        return new Minibatch(
                new Tensor(features, inFiles.length, characters, longest),
                new Tensor(labels, inFiles.length, characters, longest),
                masked,
                masked);
    }

    private int start(int inFiles) {
        return (inFiles - numbers.first(numbers.file(inFiles))) * length;
    }

    private int steps(int inFiles) {
        return Math.min(length, texts.get(numbers.file(inFiles)).length - 1 - start(inFiles));
    }

    @Override
    public Place place(int inFiles) {
        return new Place(paths.get(numbers.file(inFiles)), start(inFiles), "character");
    }

    @Override
    public void close() {
        // Memory only.
    }
}
