package dev.nn.examples.lesson.desk;

import java.util.Random;

/**
 * Random inputs and targets to check gradients with.
 *
 * @param x inputs, one sample per row
 * @param t targets, around 2, so that outputs are far from right
 */
public record Samples(float[][] x, float[][] t) {
    public static Samples draw(int count, int in, int out, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[count][in], t = new float[count][out];
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < in; i++) x[s][i] = (float) random.nextGaussian();
            for (int j = 0; j < out; j++) t[s][j] = (float) (2 + random.nextGaussian());
        }
        return new Samples(x, t);
    }

    /** Row after row, as the library takes them. */
    public static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) flat[i] = rows[i / rows[0].length][i % rows[0].length];
        return flat;
    }

    public static double[][] widened(float[][] rows) {
        double[][] wide = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) wide[i] = widened(rows[i]);
        return wide;
    }

    public static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) wide[i] = values[i];
        return wide;
    }
}
