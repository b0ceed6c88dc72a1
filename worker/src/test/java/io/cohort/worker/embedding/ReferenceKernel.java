package io.cohort.worker.embedding;

/** The steps of {@link PairKernel} in double precision and as plainly as possible; only the negatives are shared code. */
final class ReferenceKernel {
    private final KernelSettings settings;
    private final PairGroup group;
    private final double[] input;
    private final double[] output;

    ReferenceKernel(KernelSettings settings, float[] input, float[] output) {
        this.settings = settings;
        this.group = new PairGroup(settings);
        this.input = widen(input);
        this.output = widen(output);
    }

    double[] input() {
        return input;
    }

    double[] output() {
        return output;
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Trains and returns the loss of the first pair of every eighth group. */
    double train(BucketTraining bucket) {
        group.seed(bucket.seed());
        double loss = 0;
        int n = bucket.to() - bucket.from();
        for (int first = bucket.from(); first < bucket.to(); first += group.pairs) {
            group.take(bucket, first);
            double done = (first - bucket.from()) / (double) n;
            double rate = bucket.rateStart() + (bucket.rateEnd() - bucket.rateStart()) * done;
            double[][] scores = scores();
            loss += (first - bucket.from()) / group.inputs.length % 8 == 0 ? lossOf(scores[0]) : 0;
            update(scores, Math.max(bucket.rateFloor(), rate));
        }
        return loss;
    }

    private double[][] scores() {
        double[][] scores = new double[group.pairs][group.drawn + 1];
        for (int p = 0; p < group.pairs; p++) {
            scores[p][0] = dot(group.inputs[p], group.outputs[p]);
            for (int k = 0; k < group.drawn; k++) {
                scores[p][k + 1] = dot(group.inputs[p], group.negatives[k]);
            }
        }
        return scores;
    }

    private double dot(int x, int o) {
        double sum = 0;
        for (int i = 0; i < settings.dimension(); i++) {
            sum += input[x + i] * output[o + i];
        }
        return sum;
    }

    static double lossOf(double[] scores) {
        double loss = Math.log1p(Math.exp(-scores[0]));
        for (int k = 1; k < scores.length; k++) {
            loss += Math.log1p(Math.exp(scores[k]));
        }
        return loss;
    }

    private void update(double[][] scores, double rate) {
        double[][] changes = new double[group.drawn][settings.dimension()];
        for (int p = 0; p < group.pairs; p++) {
            for (int i = 0; i < settings.dimension(); i++) {
                double x = input[group.inputs[p] + i];
                double o = output[group.outputs[p] + i];
                double error = rate * (1 - 1 / (1 + Math.exp(-scores[p][0])));
                double sum = x + error * o;
                output[group.outputs[p] + i] = o + error * x;
                for (int k = 0; k < group.drawn; k++) {
                    error = -rate / (1 + Math.exp(-scores[p][k + 1]));
                    sum += error * output[group.negatives[k] + i];
                    changes[k][i] += error * x;
                }
                input[group.inputs[p] + i] = sum;
            }
        }
        for (int k = 0; k < group.drawn; k++) {
            for (int i = 0; i < settings.dimension(); i++) {
                output[group.negatives[k] + i] += changes[k][i];
            }
        }
    }
}
