package io.cohort.worker.data;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** The text column of a Parquet file's row groups that start within a segment; a row is a sentence, null an empty one. */
final class ParquetColumn implements TextSource {
    private final InputPiece.Segment segment;
    private final ParquetFileReader reader;
    private final String createdBy;
    private final ColumnDescriptor column;
    private final MessageType schema;
    private final byte[] buffer = new byte[BUFFER];
    private int nextGroup;
    private ColumnReader values;
    private long remaining;

    ParquetColumn(InputPiece.Segment segment, String name, Configuration hadoop) throws IOException {
        this.segment = segment;
        // Without page checksums a flipped bit in a text would go unseen.
        var options = HadoopReadOptions.builder(hadoop)
                .usePageChecksumVerification(true)
                .build();
        ParquetFileReader opened;
        try {
            opened = ParquetFileReader.open(HadoopInputFile.fromPath(new Path(segment.file()), hadoop), options);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        this.reader = opened;
        try {
            this.createdBy = reader.getFileMetaData().getCreatedBy();
            MessageType whole = reader.getFileMetaData().getSchema();
            this.column = textColumn(whole, name);
            this.schema = new MessageType(whole.getName(), only(whole, column.getPath(), 0));
            reader.setRequestedSchema(schema);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private ColumnDescriptor textColumn(MessageType whole, String name) {
        String[] path = name.split("\\.");
        if (!whole.containsPath(path)) {
            throw new BadInputException(segment.file() + " has no column \"" + name + "\"; set input.column to one of "
                    + whole.getColumns().stream()
                            .map(c -> String.join(".", c.getPath()))
                            .toList());
        }
        ColumnDescriptor found = whole.getColumnDescription(path);
        if (found.getPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BINARY
                || found.getMaxRepetitionLevel() > 0) {
            throw new BadInputException("column \"" + name + "\" of " + segment.file() + " is not text, but "
                    + found.getPrimitiveType() + "; set input.column to a column of strings");
        }
        return found;
    }

    private static Type only(GroupType group, String[] path, int depth) {
        Type field = group.getType(path[depth]);
        return field.isPrimitive()
                ? field
                : field.asGroupType().withNewFields(only(field.asGroupType(), path, depth + 1));
    }

    @Override
    public boolean advance(Tokenizer tokenizer) throws IOException {
        try {
            if (remaining == 0 && !nextRowGroup(tokenizer)) {
                return false;
            }
            for (int done = 0; remaining > 0 && done < BUFFER; remaining--) {
                done += 1 + acceptValue(tokenizer);
            }
            return true;
        } catch (BadInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private boolean nextRowGroup(Tokenizer tokenizer) throws IOException {
        List<BlockMetaData> groups = reader.getRowGroups();
        for (; nextGroup < groups.size(); nextGroup++) {
            long start = groups.get(nextGroup).getStartingPos();
            if (start >= segment.start() && start < segment.end()) {
                tokenizer.beginRows(segment.file(), rowsBefore(groups, nextGroup));
                PageReadStore pages = reader.readRowGroup(nextGroup++);
                var store = new ColumnReadStoreImpl(
                        pages, new DummyRecordConverter(schema).getRootConverter(), schema, createdBy);
                values = store.getColumnReader(column);
                remaining = values.getTotalValueCount();
                return true;
            }
        }
        return false;
    }

    private static long rowsBefore(List<BlockMetaData> groups, int group) {
        return groups.subList(0, group).stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
    }

    private int acceptValue(Tokenizer tokenizer) {
        int length = 0;
        if (values.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
            Binary value = values.getBinary();
            length = value.length();
            accept(tokenizer, value);
        }
        values.consume();
        tokenizer.endRow();
        return length;
    }

    /** Copies, for the tokenizer writes to its buffer and a page's dictionary is shared by many rows. */
    private void accept(Tokenizer tokenizer, Binary value) {
        var bytes = value.toByteBuffer();
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), buffer.length);
            bytes.get(buffer, 0, count);
            tokenizer.accept(buffer, 0, count);
        }
    }

    /**
     * What to throw.
     *
     * @throws IOException if it is the file system that failed: the task is tried again
     */
    private BadInputException damaged(Exception cause) throws IOException {
        if (cause instanceof IOException failure
                && !(cause.getCause() != null
                        && cause.getCause().getClass().getName().contains("thrift"))) {
            throw failure;
        }
        boolean silent = cause instanceof NullPointerException || cause.getMessage() == null;
        String reason = silent ? cause.getClass().getSimpleName() : cause.getMessage();
        return new BadInputException(
                segment.file() + " cannot be read as Parquet: " + reason
                        + "; restore the file or take it out of the input",
                cause);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
