package io.cohort.driver.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.cohort.worker.embedding.PairChunk;

/** The pairs of a range for one partition. */
final class PairChunkSerializer extends Serializer<PairChunk> {
    @Override
    public void write(Kryo kryo, Output output, PairChunk chunk) {
        output.writeInt(chunk.range());
        output.writeInt(chunk.partition());
        BulkArrays.writeInts(output, chunk.counts());
        BulkArrays.writeInts(output, chunk.pairs(), chunk.from(), chunk.size());
    }

    @Override
    public PairChunk read(Kryo kryo, Input input, Class<PairChunk> type) {
        return new PairChunk(input.readInt(), input.readInt(), BulkArrays.readInts(input), BulkArrays.readInts(input));
    }
}
