package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.state.Block;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowExampleKernelTest {
    private static final long[] COUNTS = {90, 50, 40, 30, 20, 20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1};

    /** Rows of each of the two blocks. */
    private static final int ROWS = 50;

    @ParameterizedTest
    @CsvSource({
        "SKIP_GRAM, NEGATIVE_SAMPLING",
        "SKIP_GRAM, HIERARCHICAL_SOFTMAX",
        "CBOW, NEGATIVE_SAMPLING",
        "CBOW, HIERARCHICAL_SOFTMAX"
    })
    void followsTheGradientOfTheObjective(WordModel model, WordLoss loss) {
        AveragingSettings settings = settings(model, loss, 7);
        Drawn drawn = Drawn.of(settings, new int[] {3, 5, 1, 7, 9, 2, 0}, 4, 1);
        double[][] before = drawn.copy();
        int inputs = drawn.examples.inputCount();

        double reported = drawn.train(new ScalarRowArithmetic(), 1);

        // At rate 1 the change is minus the gradient, times the number of inputs for an input row (see ExampleKernel);
        // the sigmoid's table is good to 2e-5, times the input's scale of 1.
        assertThat(reported).isCloseTo(objective(before, drawn), within(1e-3));
        double[][] after = drawn.copy();
        for (int table = 0; table < 2; table++) {
            for (int i = 0; i < before[table].length; i++) {
                double full = table == 0 ? inputs : 1;
                double slope = slope(before, drawn, table, i);
                assertThat(after[table][i] - before[table][i]).isCloseTo(-full * slope, within(3e-4));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SKIP_GRAM, NEGATIVE_SAMPLING",
        "SKIP_GRAM, HIERARCHICAL_SOFTMAX",
        "CBOW, NEGATIVE_SAMPLING",
        "CBOW, HIERARCHICAL_SOFTMAX"
    })
    void agreesWithPlainDoublesOverManyExamplesWithRepeatedRows(WordModel model, WordLoss loss) {
        AveragingSettings settings = settings(model, loss, 20);
        Drawn drawn = Drawn.of(settings, tokens(200), 4, Integer.MAX_VALUE);
        double[][] expected = drawn.copy();

        double expectedLoss = PlainTraining.train(expected, drawn.examples, settings.stride(), 0.05);
        double loss1 = drawn.train(new VectorRowArithmetic(), 0.05f);

        // Some thousand float updates of size 0.05 with a sigmoid good to 2e-5.
        assertThat(loss1).isCloseTo(expectedLoss, within(1e-3 * expectedLoss));
        double[][] actual = drawn.copy();
        for (int table = 0; table < 2; table++) {
            assertThat(actual[table]).containsExactly(expected[table], within(1e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 64, 100, 257})
    void givesTheSameBitsWithVectorsAndPlainLoops(int dimension) {
        for (WordModel model : WordModel.values()) {
            for (WordLoss loss : WordLoss.values()) {
                AveragingSettings settings = settings(model, loss, dimension);
                Drawn vector = Drawn.of(settings, tokens(300), 9, Integer.MAX_VALUE);
                Drawn scalar = Drawn.of(settings, tokens(300), 9, Integer.MAX_VALUE);

                double vectorLoss = vector.train(new VectorRowArithmetic(), 0.5f);
                double scalarLoss = scalar.train(new ScalarRowArithmetic(), 0.5f);

                assertThat(vectorLoss).isEqualTo(scalarLoss);
                assertThat(vector.inputs.values()).containsExactly(scalar.inputs.values());
                assertThat(vector.outputs.values()).containsExactly(scalar.outputs.values());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 64, 100, 257})
    void agreesWithNd4jWhereExamplesShareNoRow(int dimension) {
        for (WordLoss loss : WordLoss.values()) {
            AveragingSettings settings = settings(WordModel.CBOW, loss, dimension);
            Drawn rows = Drawn.of(settings, new int[] {3, 5, 1, 7, 9, 2, 0}, 4, 1);
            Drawn batched = Drawn.of(settings, new int[] {3, 5, 1, 7, 9, 2, 0}, 4, 1);

            double rowLoss = rows.train(new ScalarRowArithmetic(), 0.5f);
            double batchedLoss =
                    new Nd4jExampleKernel(settings).train(batched.examples, batched.inputs, batched.outputs, 0.5f);

            // Sums in another order, and a sigmoid from a table that is good to 2e-5 here.
            assertThat(batchedLoss).isCloseTo(rowLoss, within(1e-3));
            assertThat(batched.inputs.values()).containsExactly(rows.inputs.values(), within(1e-3f));
            assertThat(batched.outputs.values()).containsExactly(rows.outputs.values(), within(1e-3f));
        }
    }

    @Test
    void trainsWholeGroupsWithNd4jWithoutConflicts() {
        AveragingSettings settings = settings(WordModel.SKIP_GRAM, WordLoss.HIERARCHICAL_SOFTMAX, 12);
        Drawn rows = Drawn.apart(settings, 40);
        Drawn batched = Drawn.apart(settings, 40);

        double rowLoss = rows.train(new ScalarRowArithmetic(), 0.5f);
        double batchedLoss =
                new Nd4jExampleKernel(settings).train(batched.examples, batched.inputs, batched.outputs, 0.5f);

        assertThat(batchedLoss).isCloseTo(rowLoss, within(1e-3));
        assertThat(batched.inputs.values()).containsExactly(rows.inputs.values(), within(1e-4f));
        assertThat(batched.outputs.values()).containsExactly(rows.outputs.values(), within(1e-4f));
    }

    private static AveragingSettings settings(WordModel model, WordLoss loss, int dimension) {
        return new AveragingSettings(model, loss, dimension, 2, 3, 4, 0);
    }

    private static int[] tokens(int length) {
        SplittableRandom random = new SplittableRandom(5);
        return random.ints(length, 0, COUNTS.length).toArray();
    }

    private static double slope(double[][] rows, Drawn drawn, int table, int at) {
        double old = rows[table][at];
        double step = 1e-5;
        rows[table][at] = old + step;
        double above = objective(rows, drawn);
        rows[table][at] = old - step;
        double below = objective(rows, drawn);
        rows[table][at] = old;
        return (above - below) / (2 * step);
    }

    /** −Σ ln σ((2y − 1) h·o) of all examples, nothing being trained between them. */
    private static double objective(double[][] rows, Drawn drawn) {
        return PlainTraining.train(
                new double[][] {rows[0].clone(), rows[1].clone()}, drawn.examples, drawn.inputs.stride(), 0);
    }

    /** Addressed examples with their rows, filled at random. */
    private record Drawn(Examples examples, RowTable inputs, RowTable outputs) {
        static Drawn of(AveragingSettings settings, int[] tokens, long seed, int atMost) {
            Examples chosen = new Examples();
            new WindowDrawer(settings, DrawingTables.of(COUNTS, settings))
                    .draw(tokens, seed, batch -> copy(batch, chosen, atMost));
            return addressed(chosen, settings);
        }

        /** Examples of one, two or three outputs that have all rows to themselves. */
        static Drawn apart(AveragingSettings settings, int count) {
            Examples examples = new Examples();
            int output = 0;
            for (int x = 0; x < count; x++) {
                examples.addInput(x);
                for (int i = 0; i <= x % 3; i++) {
                    examples.addOutput(output++, i % 2);
                }
                examples.endExample();
            }
            return addressed(examples, settings);
        }

        private static Drawn addressed(Examples chosen, AveragingSettings settings) {
            RowIds inputIds = new RowIds();
            inputIds.addAll(chosen.inputs(), chosen.inputCount());
            RowIds outputIds = new RowIds();
            outputIds.addAll(chosen.outputs(), chosen.outputCount());
            RowTable inputs = table(0, inputIds, settings);
            RowTable outputs = table(1, outputIds, settings);
            inputs.address(chosen.inputs(), chosen.inputCount());
            outputs.address(chosen.outputs(), chosen.outputCount());
            return new Drawn(chosen, inputs, outputs);
        }

        private static RowTable table(int table, RowIds ids, AveragingSettings settings) {
            RowTable rows = new RowTable(table, ids, settings);
            SplittableRandom random = new SplittableRandom(table);
            for (int index = 0; index < 2; index++) {
                float[] values = new float[ROWS * settings.stride()];
                for (int i = 0; i < values.length; i++) {
                    boolean padding = i % settings.stride() >= settings.dimension();
                    // Scores stay well inside the limit of 8 at which the sigmoid's table ends.
                    double scale = 4 / Math.sqrt(9 + settings.dimension());
                    values[i] = padding ? 0 : (float) ((random.nextDouble() * 2 - 1) * scale);
                }
                rows.pull(new Block(table, index, 2, ROWS, settings.dimension(), settings.stride(), values));
            }
            return rows;
        }

        /** Copies examples whose output rows differ; a repeated one would be trained twice, no single gradient. */
        private static void copy(Examples from, Examples to, int atMost) {
            for (int x = 0; x < from.count() && to.count() < atMost; x++) {
                int[] outputs = Arrays.copyOfRange(from.outputs(), from.outputStart(x), from.outputStart(x + 1));
                if (atMost == 1 && Arrays.stream(outputs).distinct().count() < outputs.length) {
                    continue;
                }
                for (int i = from.inputStart(x); i < from.inputStart(x + 1); i++) {
                    to.addInput(from.inputs()[i]);
                }
                for (int i = from.outputStart(x); i < from.outputStart(x + 1); i++) {
                    to.addOutput(from.outputs()[i], from.labels()[i]);
                }
                to.endExample();
            }
        }

        double train(RowArithmetic arithmetic, float rate) {
            return new RowExampleKernel(arithmetic, inputs.stride()).train(examples, inputs, outputs, rate);
        }

        double[][] copy() {
            return new double[][] {doubles(inputs.values()), doubles(outputs.values())};
        }

        private static double[] doubles(float[] values) {
            double[] copy = new double[values.length];
            Arrays.setAll(copy, i -> values[i]);
            return copy;
        }
    }
}
