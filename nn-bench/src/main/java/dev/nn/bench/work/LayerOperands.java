package dev.nn.bench.work;

import java.util.Random;

/**
 * The operands of one dense layer, row after row without gaps: the same numbers for us, for every peer and for the
 * reference.
 *
 * <p>Y is an operand of the backward pass, not the result of a forward pass: so the mask of ReLU is beyond doubt, and dZ
 * exact.
 *
 * @param shape one layer
 * @param x batch × in, uniform in ±0.5
 * @param w in × out, uniform in ±0.5
 * @param b out, uniform in ±0.5
 * @param dy batch × out, uniform in ±0.5: the gradient that comes from above
 * @param y batch × out: a saved output of ReLU, half of it zero
 * @param dz batch × out: dY ⊙ [Y > 0]
 */
public record LayerOperands(DenseShape shape, float[] x, float[] w, float[] b, float[] dy, float[] y, float[] dz) {
    /** Random operands. */
    public static LayerOperands random(DenseShape shape, long seed) {
        Random random = new Random(seed);
        int batch = shape.batch(), in = shape.in(), out = shape.out();
        float[] x = uniform(random, batch * in), w = uniform(random, in * out), b = uniform(random, out);
        float[] dy = uniform(random, batch * out), y = uniform(random, batch * out), dz = new float[batch * out];
        for (int i = 0; i < dz.length; i++) {
            y[i] = Math.max(0, y[i]);
            dz[i] = y[i] > 0 ? dy[i] : 0;
        }
        return new LayerOperands(shape, x, w, b, dy, y, dz);
    }

    static float[] uniform(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = random.nextFloat() - 0.5f;
        return values;
    }
}
