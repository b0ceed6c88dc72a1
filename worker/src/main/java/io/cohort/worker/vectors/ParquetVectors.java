package io.cohort.worker.vectors;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes word vectors as Parquet: a row a word, by id. Not compressed, for trained floats hardly shrink. */
final class ParquetVectors {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("message word_vectors {"
            + " required binary word (STRING); optional int64 count;"
            + " required group vector (LIST) { repeated group list { required float element; } } }");

    private ParquetVectors() {}

    /** Writes all rows and the footer. The stream is closed. */
    static void write(WordVectors vectors, FSDataOutputStream out) throws IOException {
        try (ParquetWriter<Integer> writer = new Builder(new Stream(out), vectors)
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withDictionaryEncoding(false)
                .withRowGroupSize(64L << 20)
                .build()) {
            for (int id = 0; id < vectors.size(); id++) {
                writer.write(id);
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
        private final WordVectors vectors;

        Builder(OutputFile file, WordVectors vectors) {
            super(file);
            this.vectors = vectors;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Integer> getWriteSupport(Configuration hadoop) {
            return new Rows(vectors);
        }
    }

    private static final class Rows extends WriteSupport<Integer> {
        private final WordVectors vectors;
        private RecordConsumer record;

        Rows(WordVectors vectors) {
            this.vectors = vectors;
        }

        @Override
        public WriteContext init(Configuration hadoop) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            record = consumer;
        }

        @Override
        public void write(Integer id) {
            record.startMessage();
            record.startField("word", 0);
            record.addBinary(Binary.fromConstantByteArray(vectors.words().utf8(id)));
            record.endField("word", 0);
            vectors.count(id).ifPresent(count -> {
                record.startField("count", 1);
                record.addLong(count);
                record.endField("count", 1);
            });
            record.startField("vector", 2);
            writeVector(vectors.vector(id));
            record.endField("vector", 2);
            record.endMessage();
        }

        private void writeVector(float[] vector) {
            record.startGroup();
            record.startField("list", 0);
            for (float value : vector) {
                record.startGroup();
                record.startField("element", 0);
                record.addFloat(value);
                record.endField("element", 0);
                record.endGroup();
            }
            record.endField("list", 0);
            record.endGroup();
        }
    }

    /** A file that is open already; so it lies on the file system without Hadoop's side files. */
    private record Stream(FSDataOutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return HadoopStreams.wrap(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return HadoopStreams.wrap(out);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
