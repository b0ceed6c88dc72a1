package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedJsonTest {
    record Note(String text, long number, List<BlockReceipt> blocks) {}

    record NoteOfOldTimes(String text) {}

    private static final Note NOTE = new Note(
            "line\nbreak and ünïcödé", Long.MIN_VALUE, List.of(new BlockReceipt(1, 2, "state/a.block", 3, -4)));

    @Test
    void readsWhatWasWritten() {
        assertThat(SealedJson.parse(SealedJson.toBytes(NOTE), Note.class)).contains(NOTE);
    }

    @Test
    void endsWithTheHashOfItsLine() {
        // printf '{"text":"abc"}' | sha256sum
        assertThat(new String(SealedJson.toBytes(new NoteOfOldTimes("abc")), StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"abc\"}\n45efb3f81766c9ade6f02575b920fcd9ccb6ba65c630421b501f78e686b610eb\n");
    }

    @Test
    void anyShorterFileIsNotWhole() {
        byte[] whole = SealedJson.toBytes(NOTE);
        for (int length = 0; length < whole.length; length++) {
            assertThat(SealedJson.parse(Arrays.copyOf(whole, length), Note.class))
                    .as("%d of %d bytes", length, whole.length)
                    .isEmpty();
        }
    }

    @Test
    void anyChangedByteIsNoticed() {
        byte[] whole = SealedJson.toBytes(NOTE);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            assertThat(SealedJson.parse(damaged, Note.class)).as("byte %d", at).isEmpty();
        }
    }

    @Test
    void whatStandsBehindTheHashIsNoticed() {
        byte[] whole = SealedJson.toBytes(NOTE);

        assertThat(SealedJson.parse(Arrays.copyOf(whole, whole.length + 1), Note.class))
                .isEmpty();
    }

    @Test
    void fieldsOfALaterVersionArePassedOver() {
        assertThat(SealedJson.parse(SealedJson.toBytes(NOTE), NoteOfOldTimes.class))
                .contains(new NoteOfOldTimes(NOTE.text()));
    }
}
