package io.cohort.worker.vectors;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;

/** A format that word vectors can be exported to. */
public enum VectorFormat {
    /** A line "words dimension", then a line a word: the word and its numbers in decimal, separated by spaces. */
    WORD2VEC_TEXT("word2vec-text", Word2VecWriter::text),
    /** A line "words dimension", then the word, a space, its numbers as little-endian floats, a line feed. */
    WORD2VEC_BINARY("word2vec-binary", Word2VecWriter::binary),
    /** Parquet with the columns word (string), count (int64, null if unknown) and vector (list of float). */
    PARQUET("parquet", ParquetVectors::write),
    /** A line "int8 words dimension", then the word, a space, a scale as a little-endian float, its numbers as bytes, a line feed. */
    INT8("int8", Int8Vectors::write);

    private final String key;
    private final Writer writer;

    VectorFormat(String key, Writer writer) {
        this.key = key;
        this.writer = writer;
    }

    /** What the format is called on the command line. */
    public String key() {
        return key;
    }

    void write(WordVectors vectors, FSDataOutputStream out) throws IOException {
        writer.write(vectors, out);
    }

    @Override
    public String toString() {
        return key;
    }

    private interface Writer {
        void write(WordVectors vectors, FSDataOutputStream out) throws IOException;
    }
}
