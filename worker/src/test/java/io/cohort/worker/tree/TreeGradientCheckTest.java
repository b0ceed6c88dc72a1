package io.cohort.worker.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TreeGradientCheckTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void everyGroupAgreesWithFiniteDifferencesInDouble(TreeModel model) throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(model), folder, 9);

        List<TreeGradientCheck.Row> rows =
                TreeGradientCheck.of(spec, TreeFixtures.all(spec), 100, 1, TreeFixtures.HADOOP);

        assertThat(rows)
                .extracting(TreeGradientCheck.Row::group)
                .containsExactlyElementsOf(
                        spec.groups().stream().map(ParameterGroup::name).toList());
        // Floats: sums of some hundred terms, each with a relative error of 6e-8, against a floor of a hundredth.
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.checked()).isBetween(5, 100);
            assertThat(row.maxRelativeError()).as(row.group()).isLessThan(5e-4);
            assertThat(row.pass()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void aWrongGradientFailsInItsGroupAndInNoOther(TreeModel model) throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(model), folder, 9);
        int[] all = TreeFixtures.all(spec);
        try (TreeReplica replica = TreeFixtures.started(spec, 1)) {
            for (ParameterGroup wrong : spec.groups()) {
                float[] gradient = replica.gradient(all);
                for (int i = wrong.offset(); i < wrong.end(); i++) {
                    gradient[i] *= 1.01f;
                }

                List<TreeGradientCheck.Row> rows =
                        TreeGradientCheck.compare(replica, all, TreeFixtures.parameters(replica), gradient, 50);

                assertThat(rows)
                        .allSatisfy(row -> assertThat(row.pass())
                                .as(row.group())
                                .isEqualTo(!row.group().equals(wrong.name())));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TreeModel.class)
    void aGradientThatIsNoNumberFails(TreeModel model) throws IOException {
        TreeReplicaSpec spec = TreeFixtures.spec(TreeFixtures.settings(model), folder, 3);
        int[] all = TreeFixtures.all(spec);
        try (TreeReplica replica = TreeFixtures.started(spec, 1)) {
            float[] gradient = replica.gradient(all);
            int bias = spec.groups().get(spec.groups().size() - 2).offset();
            gradient[bias] = Float.NaN;

            List<TreeGradientCheck.Row> rows =
                    TreeGradientCheck.compare(replica, all, TreeFixtures.parameters(replica), gradient, 50);

            assertThat(rows)
                    .filteredOn(row -> !row.pass())
                    .extracting(TreeGradientCheck.Row::group)
                    .containsExactly("output bias");
        }
    }
}
