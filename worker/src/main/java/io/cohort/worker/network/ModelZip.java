package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A trained network as DL4J writes it: a zip that plain DL4J loads without Cohort, made of DL4J's own layers. Images go in as
 * [n, height, width, channels].
 */
public final class ModelZip {
    private ModelZip() {}

    /**
     * Writes a network without its updater's state.
     *
     * @param settings that it was trained with
     * @param shape of its examples
     * @param parameters shape [parameters of the network]; read, not kept
     * @param beside further entries of the zip, which DL4J passes over
     * @param out written to, not closed
     * @throws IllegalArgumentException if the network has another number of parameters
     * @throws IOException if writing fails
     */
    public static void write(
            NetworkSettings settings,
            ExampleShape shape,
            float[] parameters,
            Map<String, byte[]> beside,
            OutputStream out)
            throws IOException {
        Path plain = Files.createTempFile("cohort-network", ".zip");
        try {
            try (OutputStream file = Files.newOutputStream(plain)) {
                write(settings, shape, parameters, file);
            }
            ZipOutputStream zip = new ZipOutputStream(out);
            copy(plain, zip);
            for (Map.Entry<String, byte[]> entry : beside.entrySet()) {
                put(entry.getKey(), entry.getValue(), zip);
            }
            zip.finish();
        } finally {
            Files.delete(plain);
        }
    }

    private static void write(NetworkSettings settings, ExampleShape shape, float[] parameters, OutputStream out)
            throws IOException {
        List<ParameterGroup> trained = groups(settings, shape, ImageLayers.FAST);
        try (TrainedNetwork network = started(settings, shape, ImageLayers.PLAIN)) {
            NativeFloats.put(moved(parameters, trained, ParameterGroup.of(network)), network.parameters());
            network.write(out);
        }
    }

    private static List<ParameterGroup> groups(NetworkSettings settings, ExampleShape shape, ImageLayers layers) {
        try (TrainedNetwork network = started(settings, shape, layers)) {
            return ParameterGroup.of(network);
        }
    }

    private static TrainedNetwork started(NetworkSettings settings, ExampleShape shape, ImageLayers layers) {
        return Architectures.configure(
                        settings.architecture(),
                        new Blueprint(shape, settings.architecture().parameters(), settings.precision(), 0, layers))
                .start();
    }

    /** A graph with more layers is sorted otherwise, and its parameters with it; names stay. */
    private static float[] moved(float[] parameters, List<ParameterGroup> from, List<ParameterGroup> to) {
        int size = from.stream().mapToInt(ParameterGroup::size).sum();
        if (size != parameters.length) {
            throw new IllegalArgumentException("the network has " + size + " parameters, not " + parameters.length);
        }
        Map<String, ParameterGroup> byName = new HashMap<>();
        from.forEach(group -> byName.put(group.name(), group));
        float[] moved = new float[size];
        for (ParameterGroup group : to) {
            ParameterGroup same = byName.remove(group.name());
            if (same == null || same.size() != group.size()) {
                throw new IllegalStateException(
                        "of two kinds of the same network one has the parameters " + group + ", the other " + same);
            }
            System.arraycopy(parameters, same.offset(), moved, group.offset(), group.size());
        }
        return moved;
    }

    private static void copy(Path from, ZipOutputStream to) throws IOException {
        try (InputStream file = Files.newInputStream(from);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                to.putNextEntry(timeless(entry.getName()));
                zip.transferTo(to);
                to.closeEntry();
            }
        }
    }

    private static void put(String name, byte[] bytes, ZipOutputStream to) throws IOException {
        to.putNextEntry(timeless(name));
        to.write(bytes);
        to.closeEntry();
    }

    /** The same network makes the same bytes whenever it is written. */
    private static ZipEntry timeless(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        return entry;
    }

    /**
     * An entry of a zip.
     *
     * @param in read, not closed
     * @return nothing if there is none of that name
     * @throws BadInputException if it expands without bounds; does not name the zip
     * @throws IOException if reading fails, or it is no zip
     */
    public static Optional<byte[]> entry(InputStream in, String name) throws IOException {
        Optional<InputStream> found = find(in, name);
        return found.isPresent() ? Optional.of(found.get().readAllBytes()) : Optional.empty();
    }

    private static Optional<InputStream> find(InputStream in, String name) throws IOException {
        BoundedEntry.Counted raw = new BoundedEntry.Counted(in);
        ZipInputStream zip = new ZipInputStream(raw);
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                BoundedEntry contents = new BoundedEntry(zip, raw, entry.getName());
                if (entry.getName().equals(name)) {
                    return Optional.of(contents);
                }
                // Passed over here rather than by the zip itself, which would unpack any amount.
                contents.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IllegalArgumentException e) {
            // Names of entries that are not UTF-8.
            throw new ZipException(e.getMessage());
        }
        return Optional.empty();
    }

    /**
     * The parameters in a zip that {@link #write} wrote.
     *
     * @param settings that the network was trained with
     * @param shape of its examples
     * @param in read, not closed
     * @param name of the zip, for messages
     * @return shape [parameters of the network], a new array
     * @throws BadInputException if it holds none, or is damaged
     */
    public static float[] parameters(NetworkSettings settings, ExampleShape shape, InputStream in, String name) {
        return moved(
                coefficients(in, name),
                groups(settings, shape, ImageLayers.PLAIN),
                groups(settings, shape, ImageLayers.FAST));
    }

    /** The parameters in a zip as they lie there. */
    static float[] coefficients(InputStream in, String name) {
        try {
            Optional<InputStream> written = find(in, ModelSerializer.COEFFICIENTS_BIN);
            if (written.isPresent()) {
                return Coefficients.read(written.get());
            }
        } catch (BadInputException | IOException e) {
            String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new BadInputException(name + " is damaged: " + reason + "; export the network again", e);
        }
        throw new BadInputException(name + " holds no parameters; export the network again");
    }
}
