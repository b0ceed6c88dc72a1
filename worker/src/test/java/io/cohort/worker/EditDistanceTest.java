package io.cohort.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({
        // The classic example: k→s, e→i, +g.
        "kitten, sitting, 3",
        "'', abc, 3",
        "abc, '', 3",
        "abc, abc, 0",
        "resnet81, resnet18, 2",
        "ab, ba, 2",
        "café, cafe, 1"
    })
    void countsTheLettersToChange(String a, String b, int distance) {
        assertThat(EditDistance.between(a, b)).isEqualTo(distance);
    }

    @Property(tries = 300)
    void givesUpOnlyBeyondWhatIsOfInterest(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String a,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String b,
            @ForAll @IntRange(max = 9) int furthest) {
        int whole = EditDistance.between(a, b);

        int bounded =
                EditDistance.between(a.codePoints().toArray(), b.codePoints().toArray(), furthest);

        assertThat(whole).isEqualTo(plain(a, b));
        assertThat(bounded).isEqualTo(Math.min(whole, furthest + 1));
    }

    /** The definition, by recursion. */
    private static int plain(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        String restA = a.substring(1);
        String restB = b.substring(1);
        if (a.charAt(0) == b.charAt(0)) {
            return plain(restA, restB);
        }
        return 1 + Math.min(plain(restA, restB), Math.min(plain(restA, b), plain(a, restB)));
    }

    @Test
    void findsTheNearestAndOfSeveralTheFirst() {
        assertThat(EditDistance.nearest("resnet81", List.of("lenet", "resnet18", "resnet50")))
                .isEqualTo("resnet18");
        assertThat(EditDistance.nearest("x", List.of("a", "b"))).isEqualTo("a");
    }
}
