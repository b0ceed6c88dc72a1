package io.cohort.worker.embedding;

import java.io.IOException;
import java.util.List;

/**
 * One replica of an averaging step of word vectors. It goes through its ranges twice: first it only draws, to learn which
 * rows it needs, pulls these from the state, then draws the same again and trains. So its memory is bounded by one range
 * and the rows needed. Built once an executor and shared by its tasks: it is never written to.
 */
public final class AveragingReplica {
    private final AveragingSettings settings;
    private final DrawingTables tables;

    /**
     * Builds what drawing needs; takes a second for some million words.
     *
     * @param settings what to train
     * @param counts how often each word of the dictionary stands in the corpus, by falling count; read, not kept
     * @throws IllegalArgumentException if there are fewer than two words, or their counts are not falling
     */
    public AveragingReplica(AveragingSettings settings, long[] counts) {
        this.settings = settings;
        this.tables = DrawingTables.of(counts, settings);
    }

    /**
     * Trains on a replica's share of a step.
     *
     * @param ranges the share in its order; gone through twice, so it may read each anew
     * @param rateStart learning rate at the first word
     * @param rateEnd learning rate that it falls to at the last word, linear in words
     * @param source the state before this step
     * @param kernel as chosen by {@link PairKernels#chosen}: vector and scalar give the same bits
     * @return the changed rows and counts
     * @throws IOException if the source cannot be read
     * @throws IllegalArgumentException if a token is not in the dictionary or the rows needed do not fit an array
     */
    public TrainedReplica train(
            Iterable<SeededRange> ranges, double rateStart, double rateEnd, RowSource source, PairKernels.Name kernel)
            throws IOException {
        WindowDrawer drawer = new WindowDrawer(settings, tables);
        RowIds inputIds = new RowIds();
        RowIds outputIds = new RowIds();
        long[] words = new long[1];
        for (SeededRange range : ranges) {
            drawer.draw(range.tokens(), range.seed(), batch -> {
                inputIds.addAll(batch.inputs(), batch.inputCount());
                outputIds.addAll(batch.outputs(), batch.outputCount());
                words[0] += batch.words();
            });
        }
        Training training = new Training(
                pull(0, inputIds, source), pull(1, outputIds, source), kernel(kernel), words[0], rateStart, rateEnd);
        for (SeededRange range : ranges) {
            drawer.draw(range.tokens(), range.seed(), training::accept);
            training.sentences += sentencesOf(range.tokens());
        }
        return training.result();
    }

    private RowTable pull(int table, RowIds ids, RowSource source) throws IOException {
        RowTable rows = new RowTable(table, ids, settings);
        for (int block = 0; block < settings.blocks(); block++) {
            if (!rows.isEmpty(block)) {
                rows.pull(source.block(table, block));
            }
        }
        return rows;
    }

    private static long sentencesOf(int[] tokens) {
        long sentences = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] != -1 && (i + 1 == tokens.length || tokens[i + 1] == -1)) {
                sentences++;
            }
        }
        return sentences;
    }

    private ExampleKernel kernel(PairKernels.Name name) {
        return switch (name) {
            case VECTOR -> new RowExampleKernel(new VectorRowArithmetic(), settings.stride());
            case SCALAR -> new RowExampleKernel(new ScalarRowArithmetic(), settings.stride());
            case ND4J -> new Nd4jExampleKernel(settings);
            case AUTO -> throw new IllegalArgumentException("choose a kernel with PairKernels first");
        };
    }

    /** The second way through the ranges. */
    private static final class Training {
        private final RowTable inputs;
        private final RowTable outputs;
        private final ExampleKernel kernel;
        private final long totalWords;
        private final double rateStart;
        private final double rateEnd;
        private long words;
        private long sentences;
        private long examples;
        private long outputCount;
        private double loss;

        Training(
                RowTable inputs,
                RowTable outputs,
                ExampleKernel kernel,
                long totalWords,
                double rateStart,
                double rateEnd) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.kernel = kernel;
            this.totalWords = totalWords;
            this.rateStart = rateStart;
            this.rateEnd = rateEnd;
        }

        void accept(Examples batch) {
            double done = (double) words / totalWords;
            inputs.address(batch.inputs(), batch.inputCount());
            outputs.address(batch.outputs(), batch.outputCount());
            loss += kernel.train(batch, inputs, outputs, (float) (rateStart + (rateEnd - rateStart) * done));
            words += batch.words();
            examples += batch.count();
            outputCount += batch.outputCount();
        }

        TrainedReplica result() {
            return new TrainedReplica(
                    List.of(inputs, outputs), new TrainedReplica.Counts(words, sentences, examples, outputCount, loss));
        }
    }
}
