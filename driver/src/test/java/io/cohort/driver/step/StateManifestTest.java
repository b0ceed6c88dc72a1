package io.cohort.driver.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.SealedJson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateManifestTest {
    private static final StateManifest MANIFEST = States.of(
            2,
            17,
            true,
            States.block(1, 0, "state/ab/1/t1-b0.block"),
            States.block(0, 1, "state/ab/1/t0-b1.block"),
            States.block(0, 0, "state/ab/1/t0-b0.block"));

    @Test
    void readsWhatWasWritten() {
        assertThat(StateManifest.parse(MANIFEST.toBytes())).contains(MANIFEST);
    }

    @Test
    void aManifestOfAVersionWithoutRollBacksHasNone() {
        record Before(
                int format,
                int generation,
                long step,
                boolean checkpoint,
                Position position,
                Counters counters,
                List<BlockReceipt> blocks) {}
        Before before = new Before(StateManifest.FORMAT, 1, 2, true, Position.START, Counters.NONE, MANIFEST.blocks());

        assertThat(StateManifest.parse(SealedJson.toBytes(before)))
                .get()
                .extracting(StateManifest::rollBacks)
                .isEqualTo(RollBacks.NONE);
    }

    @Test
    void halfAManifestIsNone() {
        byte[] whole = MANIFEST.toBytes();
        for (int length = 0; length < whole.length; length++) {
            assertThat(StateManifest.parse(Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isEmpty();
        }
    }

    @Test
    void aManifestOfAnotherVersionIsNone() {
        StateManifest other = new StateManifest(
                StateManifest.FORMAT + 1,
                1,
                1,
                false,
                Position.START,
                Counters.NONE,
                List.<BlockReceipt>of(),
                RollBacks.NONE);

        assertThat(StateManifest.parse(SealedJson.toBytes(other))).isEmpty();
    }

    @Test
    void aWholeManifestOfANewerVersionIsRefusedByName() {
        record Later(int format, List<String> somethingElse) {}
        byte[] later = SealedJson.toBytes(new Later(StateManifest.FORMAT + 1, List.of("x")));

        assertThatThrownBy(() -> StateManifest.refuseNewer(later, "state/manifest-1.json"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("state/manifest-1.json was written by a newer version of Cohort: its format is 2, and this"
                        + " version reads up to 1; go on with the version that wrote it");
        StateManifest.refuseNewer(Arrays.copyOf(later, later.length - 1), "half of it");
        StateManifest.refuseNewer(MANIFEST.toBytes(), "our own");
    }

    @Test
    void namesItsBlocksInOrderOfTableAndIndex() {
        assertThat(MANIFEST.blocks())
                .extracting(BlockReceipt::file)
                .containsExactly("state/ab/1/t0-b0.block", "state/ab/1/t0-b1.block", "state/ab/1/t1-b0.block");
        assertThatThrownBy(() -> MANIFEST.blocks().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aLaterStartCountsMoreThanALaterStep() {
        assertThat(Stream.of(States.of(2, 3, false), States.of(1, 9, false), States.of(2, 1, false))
                        .sorted(StateManifest.BY_AGE)
                        .map(StateManifest::fileName))
                .containsExactly(
                        "manifest-000001-000000009.json",
                        "manifest-000002-000000001.json",
                        "manifest-000002-000000003.json");
    }

    @Test
    void itsFileIsNamedAlikeInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            assertThat(MANIFEST.fileName()).isEqualTo("manifest-000002-000000017.json");
        } finally {
            Locale.setDefault(before);
        }
    }
}
