package io.cohort.driver.step;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.SealedJson;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What commits a step: where the run stands and the files that hold its state. Written as
 * {@link SealedJson}, so that half a manifest is recognised as such.
 *
 * @param format version of the layout
 * @param generation counts the starts of drivers on this run
 * @param step counts the commits
 * @param checkpoint whether the state is kept
 * @param position what comes next
 * @param counters what was trained
 * @param blocks the files, by table and index
 * @param rollBacks what divergence did to the run; null, as in manifests of versions that knew none, counts as none
 */
public record StateManifest(
        int format,
        int generation,
        long step,
        boolean checkpoint,
        Position position,
        Counters counters,
        List<BlockReceipt> blocks,
        RollBacks rollBacks) {
    /** Version of the layout that this code writes and reads. */
    public static final int FORMAT = 1;

    /** Older states first. */
    public static final Comparator<StateManifest> BY_AGE =
            Comparator.comparingInt(StateManifest::generation).thenComparingLong(StateManifest::step);

    public StateManifest {
        rollBacks = rollBacks == null ? RollBacks.NONE : rollBacks;
        blocks = (blocks == null ? List.<BlockReceipt>of() : blocks)
                .stream()
                        .sorted(Comparator.comparingInt(BlockReceipt::table).thenComparingInt(BlockReceipt::index))
                        .toList();
    }

    /** Name of the manifest's file. */
    public String fileName() {
        return String.format(Locale.ROOT, "manifest-%06d-%09d.json", generation, step);
    }

    /**
     * The blocks of word vectors by their place.
     *
     * @param count blocks a table
     * @return [table][index]
     */
    BlockReceipt[][] table(int count) {
        BlockReceipt[][] table = new BlockReceipt[2][count];
        blocks.forEach(block -> table[block.table()][block.index()] = block);
        return table;
    }

    /** The blocks of one table, by index; none if the state has no such table. */
    public BlockReceipt[] blocksOf(int table) {
        return blocks.stream().filter(block -> block.table() == table).toArray(BlockReceipt[]::new);
    }

    /** The file's contents. */
    public byte[] toBytes() {
        return SealedJson.toBytes(this);
    }

    /** What every version's manifest says. */
    private record Version(int format) {}

    /**
     * Refuses a manifest that this code cannot read though it is whole: passed over, the run would lose what it committed.
     *
     * @param bytes contents of its file
     * @param file its name, for the message
     * @throws BadInputException if a newer version has written it
     */
    static void refuseNewer(byte[] bytes, String file) {
        SealedJson.parse(bytes, Version.class)
                .filter(version -> version.format > FORMAT)
                .ifPresent(version -> {
                    throw new BadInputException(file + " was written by a newer version of Cohort: its format is "
                            + version.format + ", and this version reads up to " + FORMAT
                            + "; go on with the version that wrote it");
                });
    }

    /**
     * Reads a manifest.
     *
     * @param bytes contents of its file
     * @return the manifest, or nothing if the file is not whole or of another version
     */
    public static Optional<StateManifest> parse(byte[] bytes) {
        return SealedJson.parse(bytes, StateManifest.class)
                .filter(manifest ->
                        manifest.format == FORMAT && manifest.position != null && manifest.counters != null);
    }
}
