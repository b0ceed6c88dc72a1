package io.cohort.worker.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest block of each place in the state that this executor wrote or read, in memory. What is handed out is shared
 * and must not be written to. When full, the block used longest ago goes first. Safe for use by several threads.
 */
public final class BlockCache {
    private record Place(int table, int index) {}

    private record Entry(String file, Block block) {
        long bytes() {
            return 4L * block.values().length;
        }
    }

    private final long capacity;
    private final Map<Place, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param capacity bytes of row values that it may hold */
    public BlockCache(long capacity) {
        this.capacity = capacity;
    }

    /**
     * A block by the name of its file.
     *
     * @param table which table
     * @param index which block
     * @param file the file's name; an entry under another name is not handed out
     */
    public synchronized Optional<Block> get(int table, int index, String file) {
        Entry entry = entries.get(new Place(table, index));
        return entry != null && entry.file.equals(file) ? Optional.of(entry.block) : Optional.empty();
    }

    /**
     * Remembers a block and forgets an older one of the same place.
     *
     * @param file name of the file that holds it
     * @param block kept, not copied; no longer to be written to
     */
    public synchronized void put(String file, Block block) {
        Entry added = new Entry(file, block);
        Entry replaced = entries.put(new Place(block.table(), block.index()), added);
        bytes += added.bytes() - (replaced == null ? 0 : replaced.bytes());
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > capacity && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Bytes of row values held. */
    public synchronized long bytes() {
        return bytes;
    }
}
