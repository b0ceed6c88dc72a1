package io.cohort.driver.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawnTreeTest {
    @Test
    void answersGoToChildrenBeforeTheirParent() {
        ObjectNode tree = DrawnTree.of(
                "(0 (1 (0 not) (1 good)) (0  unknown ))", new int[] {0, 1, 2, 3, 4}, List.of("a", "b", "c", "d", "e"));

        // not 0, good 1, their parent 2, the unknown word 3, the root 4.
        assertThat(tree.path("label").asText()).isEqualTo("a");
        assertThat(tree.path("said").asText()).isEqualTo("e");
        assertThat(tree.at("/children/0/said").asText()).isEqualTo("c");
        assertThat(tree.at("/children/0/children/1/word").asText()).isEqualTo("good");
        assertThat(tree.at("/children/0/children/1/said").asText()).isEqualTo("b");
        assertThat(tree.at("/children/1/word").asText()).isEqualTo("unknown");
        assertThat(tree.at("/children/1/said").asText()).isEqualTo("d");
    }
}
