package io.cohort.driver.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.cohort.driver.corpus.WordShare;

/** Counts of some words. */
final class WordShareSerializer extends Serializer<WordShare> {
    @Override
    public void write(Kryo kryo, Output output, WordShare share) {
        output.writeInt(share.words().length, true);
        output.writeBytes(share.words());
        BulkArrays.writeLongs(output, share.counts());
    }

    @Override
    public WordShare read(Kryo kryo, Input input, Class<WordShare> type) {
        return new WordShare(input.readBytes(input.readInt(true)), BulkArrays.readLongs(input));
    }
}
