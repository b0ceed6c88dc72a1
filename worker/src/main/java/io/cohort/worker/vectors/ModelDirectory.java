package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads a run's {@code model/}: {@code manifest.json}, {@code vocabulary.tsv} and the input blocks. Id i lies in block i
 * mod B as row i div B; each block is checked against its own checksum and the manifest's hash.
 */
final class ModelDirectory {
    private ModelDirectory() {}

    /**
     * Reads the vectors.
     *
     * @throws BadInputException if a file is missing or damaged or does not belong to the others
     * @throws IOException if the file system fails
     */
    static WordVectors read(FileSystem files, Path directory) throws IOException {
        ModelManifest manifest = ModelManifest.read(files, directory);
        Vocabulary vocabulary = Vocabulary.read(files, new Path(directory, Vocabulary.FILE));
        if (vocabulary.words().size() != manifest.words()) {
            throw new BadInputException(new Path(directory, Vocabulary.FILE) + " has "
                    + vocabulary.words().size() + " words, but the manifest beside it says " + manifest.words()
                    + "; copy the model again");
        }
        RowChunks rows = new RowChunks(manifest.dimension());
        rows.grow(manifest.words());
        for (int index = 0; index < manifest.blocks(); index++) {
            ModelManifest.BlockEntry entry = manifest.input().get(index);
            Path path = new Path(directory, entry.file());
            Block block = BlockFile.read(files, path);
            check(path, block, entry, manifest, index);
            set(rows, block);
        }
        requireFinite(rows, vocabulary.words(), directory);
        return new WordVectors(vocabulary.words(), vocabulary.counts(), rows, 0);
    }

    /**
     * Reads the vectors of a run that is not done.
     *
     * @param vocabulary its words
     * @param blocks the input blocks by index, all of them
     * @throws BadInputException if a file is missing or damaged or does not belong to the others
     * @throws IOException if the file system fails
     */
    static WordVectors read(FileSystem files, Path vocabulary, List<Path> blocks) throws IOException {
        Vocabulary words = Vocabulary.read(files, vocabulary);
        RowChunks rows = null;
        for (int index = 0; index < blocks.size(); index++) {
            Block block = BlockFile.read(files, blocks.get(index));
            if (block.index() != index
                    || block.blocks() != blocks.size()
                    || block.rows() != Block.rowsOf(words.words().size(), index, blocks.size())) {
                throw new BadInputException(blocks.get(index) + " is no block of the run's newest state any more");
            }
            if (rows == null) {
                rows = new RowChunks(block.width());
                rows.grow(words.words().size());
            }
            set(rows, block);
        }
        requireFinite(rows, words.words(), vocabulary.getParent());
        return new WordVectors(words.words(), words.counts(), rows, 0);
    }

    private static void set(RowChunks rows, Block block) {
        for (int row = 0; row < block.rows(); row++) {
            rows.set(row * block.blocks() + block.index(), block.values(), row * block.stride());
        }
    }

    private static void check(
            Path path, Block block, ModelManifest.BlockEntry entry, ModelManifest manifest, int index) {
        int rows = Block.rowsOf(manifest.words(), index, manifest.blocks());
        if (block.rows() != rows
                || block.width() != manifest.dimension()
                || block.index() != index
                || block.blocks() != manifest.blocks()) {
            throw new BadInputException(path + " is block " + block.index() + " of " + block.blocks() + " with "
                    + block.rows() + " rows of " + block.width() + " numbers, but the manifest expects block " + index
                    + " of " + manifest.blocks() + " with " + rows + " rows of " + manifest.dimension()
                    + "; copy the model again");
        }
        String hash = BlockDigest.sha256(block);
        if (!hash.equals(entry.sha256())) {
            throw new BadInputException(path + " belongs to another model: its SHA-256 is " + hash
                    + ", but the manifest expects " + entry.sha256() + "; copy the model again");
        }
    }

    private static void requireFinite(RowChunks rows, WordTable words, Path directory) {
        for (int id = 0; id < rows.size(); id++) {
            float[] chunk = rows.chunk(id);
            int offset = rows.offset(id);
            for (int i = offset; i < offset + rows.dimension(); i++) {
                if (!Float.isFinite(chunk[i])) {
                    throw new BadInputException(directory + ": the vector of '" + words.word(id) + "' (id " + id
                            + ") holds " + chunk[i] + "; the training diverged, train with a lower learning rate");
                }
            }
        }
    }
}
