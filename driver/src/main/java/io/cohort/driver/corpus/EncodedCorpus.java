package io.cohort.driver.corpus;

import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.Dictionary;
import java.util.List;

/**
 * A text as ids, ready to be trained on.
 *
 * @param dictionary word and id
 * @param ranges where the ids lie, in order of the input
 * @param statistics what was read
 */
public record EncodedCorpus(Dictionary dictionary, List<CorpusRange> ranges, CorpusStatistics statistics) {
    public EncodedCorpus {
        ranges = List.copyOf(ranges);
    }

    /** Words of all ranges: occurrences of words in the dictionary. */
    public long words() {
        return ranges.stream().mapToLong(CorpusRange::words).sum();
    }

    /** Sentences of all ranges. */
    public long sentences() {
        return ranges.stream().mapToLong(CorpusRange::sentences).sum();
    }

    /** How often each word occurs, by id. */
    public long[] counts() {
        long[] counts = new long[dictionary.size()];
        for (int id = 0; id < counts.length; id++) {
            counts[id] = dictionary.count(id);
        }
        return counts;
    }
}
