package io.cohort.driver.picture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.step.StateManifest;
import io.cohort.worker.embedding.Dictionary;
import io.cohort.worker.embedding.InitialRows;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.vectors.Nearest;
import io.cohort.worker.vectors.Neighbour;
import io.cohort.worker.vectors.VectorMap;
import io.cohort.worker.vectors.WordVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The nearest words of some probes and a map of the most frequent words; the driver gets the vectors of these alone. */
public final class WordPictures {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Words among which neighbours are looked for: at dimension 100 two megabytes. */
    private static final int AMONG = 5000;
    /** Words before these, function words mostly, show little. */
    private static final int FIRST_PROBE = 100;

    private static final int PROBES = 12;
    private static final int NEIGHBOURS = 8;

    private WordPictures() {}

    /**
     * Draws them.
     *
     * @param vectors of the most frequent words
     * @param mapped how many words the map shows, at least 1
     */
    public static ObjectNode of(WordVectors vectors, int mapped) {
        ObjectNode words = JSON.createObjectNode();
        words.put("among", vectors.size());
        ArrayNode probes = words.putArray("probes");
        Nearest nearest = new Nearest(vectors);
        for (int probe : probes(vectors.size())) {
            ArrayNode neighbours =
                    probes.addObject().put("word", vectors.words().word(probe)).putArray("neighbours");
            for (Neighbour neighbour : nearest.of(probe, NEIGHBOURS)) {
                neighbours.addObject().put("word", neighbour.word()).put("cosine", rounded(neighbour.cosine(), 1e4));
            }
        }
        ArrayNode map = words.putArray("map");
        double[][] places = VectorMap.of(vectors, Math.min(mapped, vectors.size()));
        for (int id = 0; id < places.length; id++) {
            map.addObject()
                    .put("word", vectors.words().word(id))
                    .put("x", rounded(places[id][0], 1e3))
                    .put("y", rounded(places[id][1], 1e3));
        }
        return words;
    }

    private static double rounded(double value, double unit) {
        return Math.round(value * unit) / unit;
    }

    /** Spread over the frequent words, closer together among the most frequent. */
    private static int[] probes(int words) {
        if (words <= FIRST_PROBE * 2) {
            return IntStream.range(0, Math.min(PROBES, words)).toArray();
        }
        double ratio = StrictMath.pow((double) words / FIRST_PROBE, 1.0 / PROBES);
        return IntStream.range(0, PROBES)
                .map(i -> (int) (FIRST_PROBE * StrictMath.pow(ratio, i)))
                .distinct()
                .toArray();
    }

    /**
     * Vectors of the most frequent words, at most 5,000.
     *
     * @param state a committed state
     * @param dictionary its words
     */
    public static WordVectors frequent(Cluster cluster, RunFiles files, StateManifest state, Dictionary dictionary) {
        BlockReceipt[] blocks = state.blocks().stream()
                .filter(block -> block.table() == InitialRows.INPUT)
                .sorted(Comparator.comparingInt(BlockReceipt::index))
                .toArray(BlockReceipt[]::new);
        int words = Math.min(AMONG, dictionary.size());
        int tasks = Math.min(blocks.length, cluster.slots());
        List<byte[]> parts = cluster.run("pictures: frequent words", Cluster.TRAIN, tasks, (task, none, context) -> {
            List<byte[]> own = new ArrayList<>();
            for (int i = task; i < blocks.length; i += tasks) {
                Block block = files.read(blocks[i]);
                own.add(JavaBytes.of(firstRows(block, Block.rowsOf(words, block.index(), block.blocks()))));
            }
            return own.iterator();
        });
        float[][] vectors = new float[words][];
        for (int task = 0, next = 0; task < tasks; task++) {
            for (int block = task; block < blocks.length; block += tasks, next++) {
                float[][] rows = JavaBytes.read(parts.get(next), float[][].class);
                for (int row = 0; row < rows.length; row++) {
                    vectors[row * blocks.length + block] = rows[row];
                }
            }
        }
        return WordVectors.of(
                IntStream.range(0, words).mapToObj(dictionary::word).toList(), vectors, null);
    }

    private static float[][] firstRows(Block block, int count) {
        float[][] rows = new float[count][];
        for (int row = 0; row < count; row++) {
            int from = row * block.stride();
            rows[row] = Arrays.copyOfRange(block.values(), from, from + block.width());
        }
        return rows;
    }
}
