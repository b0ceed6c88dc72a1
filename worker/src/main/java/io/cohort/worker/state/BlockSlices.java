package io.cohort.worker.state;

import io.cohort.worker.BadInputException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Several blocks in one file, each as {@link BlockFile} has it, one after the other: what one task wrote for many readers
 * of one block each.
 */
public final class BlockSlices {
    private BlockSlices() {}

    /**
     * Writes blocks; a file of that name is replaced.
     *
     * @param files file system to write to
     * @param path name of the new file
     * @param blocks what to write; each is asked for when its turn comes
     * @return where each lies, in the order of the blocks
     * @throws IOException if the file system fails
     */
    public static List<BlockSlice> write(FileSystem files, Path path, Iterator<Block> blocks) throws IOException {
        List<BlockSlice> slices = new ArrayList<>();
        long offset = 0;
        try (OutputStream out = files.create(path, true)) {
            while (blocks.hasNext()) {
                Block block = blocks.next();
                int checksum = BlockFile.write(out, block);
                long length = BlockFile.length(block.rows(), block.stride());
                slices.add(new BlockSlice(block.table(), block.index(), offset, length, checksum));
                offset += length;
            }
        }
        return slices;
    }

    /**
     * Reads one block and checks it.
     *
     * @param files file system to read from
     * @param path the file
     * @param slice where in it
     * @return the block
     * @throws BadInputException if the file is missing, cut short or damaged, or holds another block there; names it
     * @throws IOException if the file system fails
     */
    public static Block read(FileSystem files, Path path, BlockSlice slice) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            in.seek(slice.offset());
            Block block = BlockFile.read(in, path, slice.length());
            if (block.table() != slice.table() || block.index() != slice.index()) {
                throw new BadInputException(path + " holds block " + block.index() + " of table " + block.table()
                        + " where " + slice + " was expected; it is damaged or another step's; run the step again");
            }
            return block;
        } catch (EOFException e) {
            throw new BadInputException(path + " is cut short; run the step again", e);
        } catch (FileNotFoundException e) {
            throw new BadInputException(path + " is missing; run the step again", e);
        }
    }
}
