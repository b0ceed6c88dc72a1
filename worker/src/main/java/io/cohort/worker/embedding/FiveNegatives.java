package io.cohort.worker.embedding;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Scores and updates of {@link VectorPairKernel} for five negatives, with all running sums in registers. */
final class FiveNegatives {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    private final int stride;
    private final PairGroup group;
    private final float[] lanes;
    private final float[] errors;

    FiveNegatives(int stride, PairGroup group, float[] lanes, float[] errors) {
        this.stride = stride;
        this.group = group;
        this.lanes = lanes;
        this.errors = errors;
    }

    void score(float[] input, float[] output) {
        int p = 0;
        for (; p + 2 <= group.pairs; p += 2) {
            scoreTwo(input, output, p, p + 1);
        }
        if (p < group.pairs) {
            // The last pair of an odd group twice: both write the same sums.
            scoreTwo(input, output, p, p);
        }
    }

    @SuppressWarnings("MethodLength") // twelve sums must be twelve local variables to stay in registers
    private void scoreTwo(float[] input, float[] output, int first, int second) {
        int x = group.inputs[first];
        int y = group.inputs[second];
        int o = group.outputs[first];
        int q = group.outputs[second];
        int a = group.negatives[0];
        int b = group.negatives[1];
        int c = group.negatives[2];
        int d = group.negatives[3];
        int e = group.negatives[4];
        FloatVector xo = FloatVector.zero(EIGHT);
        FloatVector xa = FloatVector.zero(EIGHT);
        FloatVector xb = FloatVector.zero(EIGHT);
        FloatVector xc = FloatVector.zero(EIGHT);
        FloatVector xd = FloatVector.zero(EIGHT);
        FloatVector xe = FloatVector.zero(EIGHT);
        FloatVector yq = FloatVector.zero(EIGHT);
        FloatVector ya = FloatVector.zero(EIGHT);
        FloatVector yb = FloatVector.zero(EIGHT);
        FloatVector yc = FloatVector.zero(EIGHT);
        FloatVector yd = FloatVector.zero(EIGHT);
        FloatVector ye = FloatVector.zero(EIGHT);
        for (int i = 0; i < stride; i += 8) {
            FloatVector vx = FloatVector.fromArray(EIGHT, input, x + i);
            FloatVector vy = FloatVector.fromArray(EIGHT, input, y + i);
            xo = vx.fma(FloatVector.fromArray(EIGHT, output, o + i), xo);
            yq = vy.fma(FloatVector.fromArray(EIGHT, output, q + i), yq);
            FloatVector n = FloatVector.fromArray(EIGHT, output, a + i);
            xa = vx.fma(n, xa);
            ya = vy.fma(n, ya);
            n = FloatVector.fromArray(EIGHT, output, b + i);
            xb = vx.fma(n, xb);
            yb = vy.fma(n, yb);
            n = FloatVector.fromArray(EIGHT, output, c + i);
            xc = vx.fma(n, xc);
            yc = vy.fma(n, yc);
            n = FloatVector.fromArray(EIGHT, output, d + i);
            xd = vx.fma(n, xd);
            yd = vy.fma(n, yd);
            n = FloatVector.fromArray(EIGHT, output, e + i);
            xe = vx.fma(n, xe);
            ye = vy.fma(n, ye);
        }
        int at = first * 48;
        xo.intoArray(lanes, at);
        xa.intoArray(lanes, at + 8);
        xb.intoArray(lanes, at + 16);
        xc.intoArray(lanes, at + 24);
        xd.intoArray(lanes, at + 32);
        xe.intoArray(lanes, at + 40);
        at = second * 48;
        yq.intoArray(lanes, at);
        ya.intoArray(lanes, at + 8);
        yb.intoArray(lanes, at + 16);
        yc.intoArray(lanes, at + 24);
        yd.intoArray(lanes, at + 32);
        ye.intoArray(lanes, at + 40);
    }

    @SuppressWarnings("MethodLength") // five rows and five sums must be local variables to stay in registers
    void update(float[] input, float[] output) {
        int a = group.negatives[0];
        int b = group.negatives[1];
        int c = group.negatives[2];
        int d = group.negatives[3];
        int e = group.negatives[4];
        int pairs = group.pairs;
        int[] inputs = group.inputs;
        int[] outputs = group.outputs;
        for (int i = 0; i < stride; i += 8) {
            FloatVector na = FloatVector.fromArray(EIGHT, output, a + i);
            FloatVector nb = FloatVector.fromArray(EIGHT, output, b + i);
            FloatVector nc = FloatVector.fromArray(EIGHT, output, c + i);
            FloatVector nd = FloatVector.fromArray(EIGHT, output, d + i);
            FloatVector ne = FloatVector.fromArray(EIGHT, output, e + i);
            FloatVector sa = na;
            FloatVector sb = nb;
            FloatVector sc = nc;
            FloatVector sd = nd;
            FloatVector se = ne;
            for (int p = 0, g = 0; p < pairs; p++, g += 6) {
                int in = inputs[p] + i;
                int out = outputs[p] + i;
                FloatVector x = FloatVector.fromArray(EIGHT, input, in);
                FloatVector o = FloatVector.fromArray(EIGHT, output, out);
                FloatVector error = FloatVector.broadcast(EIGHT, errors[g]);
                error.fma(x, o).intoArray(output, out);
                FloatVector sum = error.fma(o, x);
                error = FloatVector.broadcast(EIGHT, errors[g + 1]);
                sum = error.fma(na, sum);
                sa = error.fma(x, sa);
                error = FloatVector.broadcast(EIGHT, errors[g + 2]);
                sum = error.fma(nb, sum);
                sb = error.fma(x, sb);
                error = FloatVector.broadcast(EIGHT, errors[g + 3]);
                sum = error.fma(nc, sum);
                sc = error.fma(x, sc);
                error = FloatVector.broadcast(EIGHT, errors[g + 4]);
                sum = error.fma(nd, sum);
                sd = error.fma(x, sd);
                error = FloatVector.broadcast(EIGHT, errors[g + 5]);
                sum = error.fma(ne, sum);
                se = error.fma(x, se);
                sum.intoArray(input, in);
            }
            sa.intoArray(output, a + i);
            sb.intoArray(output, b + i);
            sc.intoArray(output, c + i);
            sd.intoArray(output, d + i);
            se.intoArray(output, e + i);
        }
    }
}
