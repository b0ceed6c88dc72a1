package io.cohort.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Writes a state's blocks, reads them back with their checksums, and lets {@code cp} copy them; one thread each. */
final class StateRate {
    private static final int BLOCKS = 16;
    private static final int WIDTH = 128;

    private final FileSystem files;
    private final Path folder;
    private final Block block;
    private float[] last;

    private StateRate(FileSystem files, Path folder, int megabytes) {
        this.files = files;
        this.folder = folder;
        int rows = (int) ((long) megabytes * (1 << 20) / BLOCKS / (4 * WIDTH));
        float[] values = new float[rows * WIDTH];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        block = new Block(0, 0, BLOCKS, rows, WIDTH, WIDTH, values);
    }

    /**
     * Measures.
     *
     * @param arguments a folder that is made, megabytes, turns
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        FileSystem files = FileSystems.of(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
        StateRate rate = new StateRate(files, folder, Integer.parseInt(arguments[1]));
        String table = rate.measure(Integer.parseInt(arguments[2]));
        System.out.println(new ObjectMapper().writeValueAsString(Map.of("table", table)));
    }

    private String measure(int turns) throws IOException, InterruptedException {
        List<Double> write = new ArrayList<>();
        List<Double> both = new ArrayList<>();
        List<Double> copy = new ArrayList<>();
        // The first turn warms up.
        for (int turn = 0; turn <= turns; turn++) {
            Path state = Files.createDirectories(folder.resolve("state" + turn));
            Path target = folder.resolve("copy" + turn);
            double written = seconds(() -> writeAll(state));
            double read = seconds(() -> readAll(state));
            double copied = seconds(() -> copy(state, target));
            if (!Arrays.equals(last, block.values())) {
                throw new IllegalStateException("a block was not read as it was written");
            }
            Scratch.delete(state);
            Scratch.delete(target);
            if (turn > 0) {
                write.add(written);
                both.add(written + read);
                copy.add(copied);
            }
        }
        return table(turns, write, both, copy);
    }

    private String table(int turns, List<Double> write, List<Double> both, List<Double> copy) {
        double gigabytes = BLOCKS * BlockFile.length(block.rows(), WIDTH) * 1e-9;
        MarkdownTable table =
                new MarkdownTable("state", "written", "written and verified", "cp -r", "share of cp's rate");
        table.row(
                String.format(Locale.ROOT, "%.2f GB in %d blocks", gigabytes, BLOCKS),
                perSecond(gigabytes, write),
                perSecond(gigabytes, both),
                perSecond(gigabytes, copy),
                String.format(Locale.ROOT, "%.2f", Median.of(copy) / Median.of(both)));
        return "one thread, medians of " + turns + " runs by turns\n\n" + table + "\n";
    }

    private static String perSecond(double gigabytes, List<Double> seconds) {
        return String.format(Locale.ROOT, "%.2f GB/s", gigabytes / Median.of(seconds));
    }

    /** What is timed. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double seconds(Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    private org.apache.hadoop.fs.Path file(Path state, int index) {
        return new org.apache.hadoop.fs.Path(state.resolve("block" + index).toUri());
    }

    private void writeAll(Path state) throws IOException {
        for (int i = 0; i < BLOCKS; i++) {
            BlockFile.write(files, file(state, i), block);
        }
    }

    private void readAll(Path state) throws IOException {
        for (int i = 0; i < BLOCKS; i++) {
            last = BlockFile.read(files, file(state, i)).values();
        }
    }

    private static void copy(Path state, Path target) throws IOException, InterruptedException {
        int code = new ProcessBuilder("cp", "-r", state.toString(), target.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("cp ended with " + code);
        }
    }
}
