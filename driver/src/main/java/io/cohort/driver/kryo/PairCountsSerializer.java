package io.cohort.driver.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.cohort.worker.embedding.PairCounts;

/** What was drawn from a range. */
final class PairCountsSerializer extends Serializer<PairCounts> {
    @Override
    public void write(Kryo kryo, Output output, PairCounts counts) {
        BulkArrays.writeLongs(output, counts.pairsOfStratum());
        output.writeLong(counts.words());
        output.writeLong(counts.keptWords());
        output.writeLong(counts.sentences());
    }

    @Override
    public PairCounts read(Kryo kryo, Input input, Class<PairCounts> type) {
        return new PairCounts(BulkArrays.readLongs(input), input.readLong(), input.readLong(), input.readLong());
    }
}
