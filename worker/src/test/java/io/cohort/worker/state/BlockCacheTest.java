package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockCacheTest {
    /** 40 bytes of values. */
    private static Block block(int table, int index) {
        return new Block(table, index, 8, 10, 1, 1, new float[10]);
    }

    @Test
    void handsOutABlockUnderItsFilesNameOnly() {
        BlockCache cache = new BlockCache(1_000);
        Block block = block(0, 3);

        cache.put("state/a/1.block", block);

        assertThat(cache.get(0, 3, "state/a/1.block")).containsSame(block);
        assertThat(cache.get(0, 3, "state/b/1.block")).isEmpty();
        assertThat(cache.get(1, 3, "state/a/1.block")).isEmpty();
        assertThat(cache.get(0, 2, "state/a/1.block")).isEmpty();
    }

    @Test
    void aNewerBlockOfTheSamePlaceReplacesTheOlder() {
        BlockCache cache = new BlockCache(1_000);

        cache.put("old", block(0, 3));
        cache.put("new", block(0, 3));

        assertThat(cache.get(0, 3, "old")).isEmpty();
        assertThat(cache.get(0, 3, "new")).isPresent();
        assertThat(cache.bytes()).isEqualTo(40);
    }

    @Test
    void theBlockUsedLongestAgoGoesFirst() {
        BlockCache cache = new BlockCache(120);
        cache.put("a", block(0, 0));
        cache.put("b", block(0, 1));
        cache.put("c", block(0, 2));

        cache.get(0, 0, "a");
        cache.put("d", block(1, 0));

        assertThat(cache.get(0, 0, "a")).isPresent();
        assertThat(cache.get(0, 1, "b")).isEmpty();
        assertThat(cache.get(0, 2, "c")).isPresent();
        assertThat(cache.get(1, 0, "d")).isPresent();
        assertThat(cache.bytes()).isEqualTo(120);
    }

    @Test
    void neverHoldsMoreThanItMay() {
        BlockCache cache = new BlockCache(100);
        for (int i = 0; i < 64; i++) {
            cache.put("file" + i, block(i % 3, i % 8));
            assertThat(cache.bytes()).isLessThanOrEqualTo(100);
        }

        cache.put("huge", new Block(0, 0, 1, 26, 1, 1, new float[26]));

        assertThat(cache.bytes()).isZero();
        assertThat(cache.get(0, 0, "huge")).isEmpty();
    }
}
