package io.cohort.worker.data.arrays;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Sha256;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Examples of a program, numbered from 0 in the order of parts and chunks. */
public final class ArrayCatalog implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<ArrayPart> parts;
    /** Number of the first example of each chunk, and of all at the end. */
    private final int[] firsts;

    private final int[] firstChunks;

    private ArrayCatalog(List<ArrayPart> parts, int[] firsts, int[] firstChunks) {
        this.parts = parts;
        this.firsts = firsts;
        this.firstChunks = firstChunks;
    }

    /**
     * A catalog of parts.
     *
     * @throws BadInputException if there is no example, or parts do not go together
     */
    public static ArrayCatalog of(List<ArrayPart> parts) {
        int chunks = parts.stream().mapToInt(part -> part.rows().length).sum();
        int[] firsts = new int[chunks + 1];
        int[] firstChunks = new int[parts.size() + 1];
        int chunk = 0;
        for (int part = 0; part < parts.size(); part++) {
            firstChunks[part] = chunk;
            for (int rows : parts.get(part).rows()) {
                firsts[chunk + 1] = Math.addExact(firsts[chunk], rows);
                chunk++;
            }
        }
        firstChunks[parts.size()] = chunks;
        if (firsts[chunks] == 0) {
            throw new BadInputException("there is no example to train on: the RDD is empty; give it DataSets");
        }
        requireFit(parts);
        return new ArrayCatalog(List.copyOf(parts), firsts, firstChunks);
    }

    private static void requireFit(List<ArrayPart> parts) {
        int first = -1;
        for (int part = 0; part < parts.size(); part++) {
            if (parts.get(part).shape() != null) {
                if (first < 0) {
                    first = part;
                }
                parts.get(part)
                        .shape()
                        .requireGoesWith(parts.get(first).shape(), "partition " + part, "partition " + first);
            }
        }
    }

    /** How many examples there are. */
    public int size() {
        return firsts[firsts.length - 1];
    }

    /** Time steps of an example of the first features; 1 where they are no sequences. */
    public int time() {
        ArrayShape features = parts.stream()
                .map(ArrayPart::shape)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .arrays()
                .get(0);
        return ArrayKind.hasTime(features.of(1)) ? Math.toIntExact(features.row()[1]) : 1;
    }

    /** How many chunks there are. */
    int chunks() {
        return firsts.length - 1;
    }

    /** The chunk that an example lies in, counted over all parts. */
    int chunkOf(int example) {
        int found = Arrays.binarySearch(firsts, example);
        int chunk = found >= 0 ? found : -found - 2;
        // A chunk without rows begins where the next one does.
        while (firsts[chunk + 1] == example) {
            chunk++;
        }
        return chunk;
    }

    /** The number of the first example of a chunk. */
    int first(int chunk) {
        return firsts[chunk];
    }

    private int partOf(int chunk) {
        int part = 0;
        while (firstChunks[part + 1] <= chunk) {
            part++;
        }
        return part;
    }

    /** File that a chunk lies in. */
    String file(int chunk) {
        return parts.get(partOf(chunk)).file();
    }

    /** Where in its file a chunk begins. */
    long offset(int chunk) {
        int part = partOf(chunk);
        return parts.get(part).offsets()[chunk - firstChunks[part]];
    }

    /** Where an example comes from, in words. */
    public String source(int example) {
        int chunk = chunkOf(example);
        int part = partOf(chunk);
        return "example " + example + " (row " + (example - firsts[chunk]) + " of DataSet "
                + (chunk - firstChunks[part]) + " of partition " + part + ", all counted from 0)";
    }

    /** What the examples are, whichever files they lie in. */
    public String sha256() {
        return Sha256.of(parts.stream()
                .map(part -> part.sha256().getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new));
    }
}
