package io.cohort.worker.data.arrays;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Reads examples of a program by number. Whole chunks stay in memory until a share of the heap is full; of those that come later
 * only the rows asked for are read. Safe for use by several threads.
 */
public final class ArrayExamples {
    private static final double HEAP_SHARE = 0.25;
    private static final int MOST_ARRAYS = 1 << 16;
    private static final int MOST_AXES = 32;

    private final ArrayCatalog catalog;
    private final Configuration hadoop;
    private final AtomicReferenceArray<Chunk> chunks;
    private final AtomicLong room;

    /** A chunk's shape, where its numbers begin, and the numbers, array by array, or null where they are left in the file. */
    private record Chunk(ChunkShape shape, long data, float[][] values) {}

    /**
     * @param catalog what there is
     * @param hadoop to read it with
     */
    public ArrayExamples(ArrayCatalog catalog, Configuration hadoop) {
        this(catalog, hadoop, (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory()));
    }

    /** @param memory bytes of numbers that may stay in memory */
    ArrayExamples(ArrayCatalog catalog, Configuration hadoop, long memory) {
        this.catalog = catalog;
        this.hadoop = hadoop;
        this.chunks = new AtomicReferenceArray<>(catalog.chunks());
        this.room = new AtomicLong(memory);
    }

    /**
     * A minibatch of some examples. Sequences of unequal lengths are filled up and masked as DL4J does it.
     *
     * @param examples their numbers, at least one
     * @return new arrays; the caller's
     * @throws BadInputException if a file is damaged or gone; names it
     * @throws IOException if the file system fails
     */
    public MultiDataSet minibatch(int[] examples) throws IOException {
        List<Rows> rows = new ArrayList<>();
        for (int example : examples) {
            int chunk = catalog.chunkOf(example);
            rows.add(row(chunk, example - catalog.first(chunk)));
        }
        Rows first = rows.get(0);
        if (rows.stream().allMatch(row -> row.shape().hasSameRows(first.shape()))) {
            return Rows.joined(rows);
        }
        return MultiDataSet.merge(
                rows.stream().map(row -> Rows.joined(List.of(row))).toList());
    }

    private Rows row(int number, int row) throws IOException {
        Chunk chunk = chunk(number);
        if (chunk.values() != null) {
            return new Rows(chunk.shape(), chunk.values(), row);
        }
        float[][] values = new float[chunk.shape().arrays().size()][];
        try (FSDataInputStream in = open(number)) {
            long at = chunk.data();
            for (int i = 0; i < values.length; i++) {
                int numbers = chunk.shape().arrays().get(i).numbers();
                values[i] = read(in, at + (long) row * numbers * Float.BYTES, numbers);
                at += (long) chunk.shape().rows() * numbers * Float.BYTES;
            }
        } catch (EOFException e) {
            throw damaged(number, e);
        }
        return new Rows(chunk.shape(), values, 0);
    }

    private Chunk chunk(int number) throws IOException {
        Chunk known = chunks.get(number);
        if (known == null) {
            known = read(number);
            if (!chunks.compareAndSet(number, null, known) && known.values() != null) {
                room.addAndGet(known.shape().bytes());
            }
        }
        return known;
    }

    private Chunk read(int number) throws IOException {
        try (FSDataInputStream in = open(number)) {
            in.seek(catalog.offset(number));
            ChunkShape shape = shape(in, number);
            long data = in.getPos();
            boolean stays = room.addAndGet(-shape.bytes()) >= 0;
            if (!stays) {
                room.addAndGet(shape.bytes());
                return new Chunk(shape, data, null);
            }
            float[][] values = new float[shape.arrays().size()][];
            long at = data;
            for (int i = 0; i < values.length; i++) {
                int numbers =
                        Math.multiplyExact(shape.rows(), shape.arrays().get(i).numbers());
                values[i] = read(in, at, numbers);
                at += (long) numbers * Float.BYTES;
            }
            return new Chunk(shape, data, values);
        } catch (EOFException e) {
            throw damaged(number, e);
        }
    }

    private FSDataInputStream open(int chunk) throws IOException {
        Path file = new Path(catalog.file(chunk));
        try {
            return FileSystems.of(file, hadoop).open(file);
        } catch (java.io.FileNotFoundException e) {
            throw new BadInputException(
                    file + " with exported examples is gone; call fit again, which exports them anew", e);
        }
    }

    private ChunkShape shape(FSDataInputStream in, int chunk) throws IOException {
        int magic = in.readInt();
        int rows = in.readInt();
        int count = in.readInt();
        if (magic != ArrayWriter.MAGIC || rows < 0 || count < 0 || count > MOST_ARRAYS) {
            throw damaged(chunk, null);
        }
        List<ArrayShape> arrays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = in.readInt();
            int index = in.readInt();
            int axes = in.readInt();
            if (kind < 0 || kind >= ArrayKind.values().length || index < 0 || axes < 1 || axes > MOST_AXES) {
                throw damaged(chunk, null);
            }
            long[] row = new long[axes];
            for (int axis = 0; axis < row.length; axis++) {
                row[axis] = in.readInt();
            }
            arrays.add(new ArrayShape(ArrayKind.values()[kind], index, row));
        }
        return new ChunkShape(rows, arrays);
    }

    private BadInputException damaged(int chunk, EOFException cause) {
        return new BadInputException(
                catalog.file(chunk) + " with exported examples is damaged at byte " + catalog.offset(chunk)
                        + "; call fit again, which exports them anew",
                cause);
    }

    private static float[] read(FSDataInputStream in, long position, int numbers) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(numbers, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        in.readFully(position, bytes.array());
        float[] values = new float[numbers];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
