package io.cohort.worker.embedding;

/** The update rule of {@link ExampleKernel} written down once more in doubles, with the exact logistic function. */
final class PlainTraining {
    private PlainTraining() {}

    /**
     * Trains addressed examples in place.
     *
     * @param rows table 0 and table 1, each [rows, stride]
     * @return the sum of −ln σ((2y − 1) h·o)
     */
    static double train(double[][] rows, Examples examples, int stride, double rate) {
        double loss = 0;
        for (int x = 0; x < examples.count(); x++) {
            int from = examples.inputStart(x);
            int to = examples.inputStart(x + 1);
            double[] h = new double[stride];
            double[] e = new double[stride];
            for (int i = from; i < to; i++) {
                for (int d = 0; d < stride; d++) {
                    h[d] += rows[0][examples.inputs()[i] * stride + d] / (to - from);
                }
            }
            for (int i = examples.outputStart(x); i < examples.outputStart(x + 1); i++) {
                int o = examples.outputs()[i] * stride;
                double f = 0;
                for (int d = 0; d < stride; d++) {
                    f += h[d] * rows[1][o + d];
                }
                int y = examples.labels()[i];
                loss += Math.log1p(Math.exp(y == 1 ? -f : f));
                double g = (y - 1 / (1 + Math.exp(-f))) * rate;
                for (int d = 0; d < stride; d++) {
                    e[d] += g * rows[1][o + d];
                    rows[1][o + d] += g * h[d];
                }
            }
            for (int i = from; i < to; i++) {
                for (int d = 0; d < stride; d++) {
                    rows[0][examples.inputs()[i] * stride + d] += e[d];
                }
            }
        }
        return loss;
    }
}
