package io.cohort.driver.corpus;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.Shuffled;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.BrokenText;
import io.cohort.worker.data.CountedPiece;
import io.cohort.worker.data.InputPiece;
import io.cohort.worker.data.TextReader;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.data.TextStatistics;
import io.cohort.worker.data.WordCount;
import io.cohort.worker.embedding.Dictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import scala.Tuple2;

/** Distributed counting of words: each piece counts its own, each word is added up in one place. */
public final class WordCounting {
    private static final int WORDS_AT_A_TIME = 2_000_000;
    private static final int MOST_PARTITIONS = 256;

    private WordCounting() {}

    /**
     * What counting found.
     *
     * @param dictionary the words that are frequent enough; may be empty
     * @param statistics what was read
     * @param differentWords how many different words there are, rare ones too
     * @param highest count of the most frequent word
     * @param broken files that could not be read, whose pieces are not counted, and the first sentences that are not UTF-8
     */
    public record Counted(
            Dictionary dictionary,
            TextStatistics statistics,
            long differentWords,
            long highest,
            List<BrokenText> broken) {
        public Counted {
            broken = List.copyOf(broken);
        }

        /**
         * Makes sure that there is something to train on.
         *
         * @param settings that it was counted with
         * @param limits that the words had to keep
         * @throws BadInputException if no word is frequent enough, or too much is not UTF-8
         */
        public void check(TextSettings settings, VocabularyLimits limits) {
            statistics.check(settings);
            if (dictionary.size() == 0) {
                throw new BadInputException("input.path: no word of " + settings.path() + " occurs " + limits.minCount()
                        + " times (word-vectors.min-count)"
                        + (limits.maxShare() < 1
                                ? " and makes up no more than " + limits.maxShare() + " of it (word-vectors.max-share)"
                                : "")
                        + "; it has " + statistics.words() + " words, "
                        + differentWords + " different ones, and the most frequent occurs " + highest
                        + " times; lower the key or give more text");
            }
        }
    }

    /**
     * Counts the words of the input. Files that cannot be read are named, not thrown.
     *
     * @param cluster where it runs
     * @param files the run's directory, for Hadoop's configuration
     * @param pieces the input
     * @param settings how text falls into words
     * @param limits which words count
     */
    public static Counted count(
            Cluster cluster, RunFiles files, List<InputPiece> pieces, TextSettings settings, VocabularyLimits limits) {
        int partitions = Math.min(MOST_PARTITIONS, Math.max(cluster.slots(), pieces.size()));
        InputPiece[] input = pieces.toArray(InputPiece[]::new);
        try (Shuffled<Object> shuffled = cluster.shuffle(
                input.length,
                partitions + 1,
                (task, none, context) -> countPiece(files, input[task], settings, partitions))) {
            List<Merged> merged = cluster.run(
                    "count the words of " + settings.path(),
                    Cluster.TRAIN,
                    shuffled,
                    IntStream.rangeClosed(0, partitions).toArray(),
                    (task, shares, context) -> List.of(merge(shares, limits)).iterator());
            return combine(merged, limits);
        }
    }

    private static Iterator<Tuple2<Integer, Object>> countPiece(
            RunFiles files, InputPiece piece, TextSettings settings, int partitions) throws IOException {
        List<WordShareBuilder> shares = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            shares.add(new WordShareBuilder());
        }
        List<Tuple2<Integer, Object>> emitted = new ArrayList<>();
        try (CountedPiece counted = new CountedPiece(piece, settings, files.hadoop(), WORDS_AT_A_TIME)) {
            while (counted.hasNext()) {
                WordCount word = counted.next();
                shares.get(Math.floorMod(word.word().hashCode(), partitions)).add(word);
            }
            emitted.add(new Tuple2<>(partitions, counted.statistics()));
            counted.malformedSentences().forEach(line -> emitted.add(new Tuple2<>(partitions, line)));
        } catch (BadInputException e) {
            return brokenFiles(files, piece, settings, e).stream()
                    .map(file -> new Tuple2<Integer, Object>(partitions, file))
                    .iterator();
        }
        for (int i = 0; i < partitions; i++) {
            if (!shares.get(i).isEmpty()) {
                emitted.add(new Tuple2<>(i, shares.get(i).build()));
            }
        }
        return emitted.iterator();
    }

    private static List<BrokenText> brokenFiles(
            RunFiles files, InputPiece piece, TextSettings settings, BadInputException reason) throws IOException {
        List<BrokenText> broken = TextReader.brokenFiles(piece, settings, files.hadoop());
        if (broken.isEmpty()) {
            throw reason;
        }
        return broken;
    }

    /**
     * One partition's words that are frequent enough, and what the last partition carries.
     *
     * @param words as in {@link WordShare}
     * @param counts as in {@link WordShare}
     * @param different different words, rare ones too
     * @param highest highest count
     * @param statistics what was read, from the last partition
     * @param broken what is broken, from the last partition
     */
    public record Merged(
            byte[] words,
            long[] counts,
            long different,
            long highest,
            TextStatistics statistics,
            List<BrokenText> broken)
            implements java.io.Serializable {}

    private static Merged merge(Iterator<Tuple2<Integer, Object>> shares, VocabularyLimits limits) {
        Map<String, Long> sums = new HashMap<>();
        TextStatistics statistics = TextStatistics.NONE;
        List<BrokenText> broken = new ArrayList<>();
        while (shares.hasNext()) {
            Object value = shares.next()._2();
            if (value instanceof TextStatistics read) {
                statistics = statistics.add(read);
            } else if (value instanceof BrokenText text) {
                broken.add(text);
            } else {
                WordShareBuilder.forEach((WordShare) value, (word, count) -> sums.merge(word, count, Long::sum));
            }
        }
        List<WordCount> frequent = new ArrayList<>();
        long highest = 0;
        for (Map.Entry<String, Long> sum : sums.entrySet()) {
            highest = Math.max(highest, sum.getValue());
            if (sum.getValue() >= limits.minCount()) {
                frequent.add(new WordCount(sum.getKey(), sum.getValue()));
            }
        }
        WordShareBuilder share = new WordShareBuilder();
        mostFrequent(frequent, limits.maxWords()).forEach(share::add);
        WordShare built = share.build();
        return new Merged(built.words(), built.counts(), sums.size(), highest, statistics, broken);
    }

    /** The most frequent words, by the dictionary's own order. */
    private static List<WordCount> mostFrequent(List<WordCount> words, int most) {
        if (words.size() <= most) {
            return words;
        }
        Dictionary all = Dictionary.of(words);
        return IntStream.range(0, most)
                .mapToObj(id -> new WordCount(all.word(id), all.count(id)))
                .toList();
    }

    private static Counted combine(List<Merged> merged, VocabularyLimits limits) {
        List<WordCount> words = new ArrayList<>();
        List<BrokenText> broken = new ArrayList<>();
        TextStatistics statistics = TextStatistics.NONE;
        long different = 0;
        long highest = 0;
        for (Merged share : merged) {
            WordShareBuilder.forEach(
                    new WordShare(share.words, share.counts), (word, count) -> words.add(new WordCount(word, count)));
            statistics = statistics.add(share.statistics);
            broken.addAll(share.broken);
            different += share.different;
            highest = Math.max(highest, share.highest);
        }
        double most = limits.maxShare() * statistics.words();
        words.removeIf(word -> word.count() > most);
        return new Counted(
                Dictionary.of(mostFrequent(words, limits.maxWords())), statistics, different, highest, broken);
    }
}
