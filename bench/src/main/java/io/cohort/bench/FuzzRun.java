package io.cohort.bench;

import com.sun.management.ThreadMXBean;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.image.PictureException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Gives mutated files to a decoder and sorts what becomes of each. */
final class FuzzRun {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What errors name: a file, a key, a row, a layer. */
    private static final Pattern PLACE = Pattern.compile(
            "input\\b|conf file|\\b(line|row|word|layer|byte|column|channel|field)\\b|[a-z]+\\.[a-z-]+|\\b(is|claims|cannot) ");

    private final FuzzDecoder decoder;
    private final Bounds bounds;
    private final FuzzResult result;
    private volatile long index;
    private volatile long since;

    /**
     * What one input may take.
     *
     * @param time until it counts as endless
     * @param bytes of the heap beside those for each byte of the input
     * @param bytesPerByte of the heap for each byte of the input
     */
    record Bounds(Duration time, long bytes, long bytesPerByte) {
        /** 64 MiB, as Cohort's own decoders allow any file, and again for their copies; 20 seconds. */
        static final Bounds USUAL = new Bounds(Duration.ofSeconds(20), 640L << 20, 1000);
    }

    private FuzzRun(FuzzDecoder decoder, Bounds bounds) {
        this.decoder = decoder;
        this.bounds = bounds;
        this.result = new FuzzResult(decoder.name());
    }

    /**
     * Tries inputs.
     *
     * @param decoder to be tried
     * @param inputs how many
     * @param seed decides with the decoder's name and the input's number what is mutated
     * @param bounds what one input may take
     */
    static FuzzResult of(FuzzDecoder decoder, int inputs, long seed, Bounds bounds) throws InterruptedException {
        FuzzRun run = new FuzzRun(decoder, bounds);
        FutureTask<Void> work = new FutureTask<>(() -> run.tryAll(inputs, seed), null);
        Thread thread = new Thread(work, "fuzz-" + decoder.name());
        thread.setDaemon(true);
        run.since = System.nanoTime();
        thread.start();
        run.await(work, thread);
        return run.result;
    }

    private void await(FutureTask<Void> work, Thread thread) throws InterruptedException {
        while (true) {
            try {
                work.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() - since > bounds.time().toNanos()) {
                    StackTraceElement[] at = thread.getStackTrace();
                    result.lost(
                            index,
                            "no end after " + bounds.time().toSeconds() + " s in "
                                    + Arrays.stream(at).limit(12).toList());
                    return;
                }
            } catch (ExecutionException e) {
                result.lost(index, "the driver of the test failed: " + e.getCause());
                return;
            }
        }
    }

    private void tryAll(int inputs, long seed) {
        long start = System.nanoTime();
        for (byte[] whole : decoder.seeds()) {
            index = -1;
            tryOne(whole);
        }
        result.startOver();
        for (int i = 0; i < inputs; i++) {
            index = i;
            tryOne(input(decoder, seed, i));
        }
        result.seconds((System.nanoTime() - start) * 1e-9);
    }

    /** The input of a number, the same at every call. */
    static byte[] input(FuzzDecoder decoder, long seed, long number) {
        SplittableRandom random =
                new SplittableRandom(Seeds.of(seed, decoder.name().hashCode(), number));
        byte[] mutated = Mutator.mutated(random, decoder.seeds());
        return number % 2 == 0 ? mutated : decoder.repair().apply(mutated);
    }

    private void tryOne(byte[] input) {
        try {
            Files.write(decoder.file(), input);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        since = System.nanoTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            long skipped = decoder.reading().read();
            result.accepted(skipped);
        } catch (BadInputException | ConfigurationException | PictureException e) {
            error(e);
        } catch (Throwable e) {
            // Whatever it is, it must not have come out of a decoder.
            result.lost(index, trace(e));
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        result.took(allocated, System.nanoTime() - since);
        long most = bounds.bytes() + bounds.bytesPerByte() * input.length;
        if (allocated > most) {
            result.lost(index, allocated + " bytes allocated for an input of " + input.length + ", allowed " + most);
        }
        since = System.nanoTime();
    }

    private void error(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (!PLACE.matcher(message).find() || message.contains("null;") || message.contains("(null)")) {
            result.lost(index, "the message does not say where: " + message);
        } else {
            Throwable cause = e.getCause();
            result.error(cause == null ? "found by Cohort" : cause.getClass().getSimpleName());
        }
    }

    private static String trace(Throwable e) {
        List<String> lines = new ArrayList<>();
        for (Throwable at = e; at != null && lines.size() < 40; at = at.getCause()) {
            lines.add(at.toString());
            Arrays.stream(at.getStackTrace()).limit(10).forEach(frame -> lines.add("at " + frame));
        }
        return String.join("\n      ", lines);
    }

    /** Keeps an input for whoever looks into it. */
    static Path keep(FuzzDecoder decoder, long seed, long number, Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = decoder.name() + "-" + seed + "-" + number + "-"
                + decoder.file().getFileName();
        return Files.write(folder.resolve(name), input(decoder, seed, number));
    }
}
