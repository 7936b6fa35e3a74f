package dev.nn.examples.lesson.network;

import dev.nn.examples.lesson.network.MatrixNetwork.MatrixLayer;
import java.util.Arrays;

/** How far a network's outputs in float may be from the exact ones, whatever the order of the additions. */
final class RoundingBound {
    /** Unit roundoff of float: half the distance from 1 to the next float. */
    private static final double U = 0x1p-24;

    /** Roundings that the value of an activation may be off by, in float. */
    private static final double ACTIVATION_ROUNDINGS = 8;

    private RoundingBound() {}

    /**
     * How far a float result may be from the exact one: each layer adds γ (|x|·|W| + |b|), with γ = (in + 1) u, to what
     * the layer below has let through, and the activation passes that on and rounds (Higham: Accuracy and Stability of
     * Numerical Algorithms, 2002, section 3.1).
     */
    static double[] of(MatrixNetwork network, float[] row) {
        double[] x = new double[row.length], error = new double[row.length];
        Arrays.setAll(x, i -> row[i]);
        for (MatrixLayer layer : network.layers()) {
            int in = x.length, out = layer.b().length;
            double gamma = (in + 1) * U / (1 - (in + 1) * U);
            double[] y = new double[out], next = new double[out];
            for (int j = 0; j < out; j++) {
                double z = layer.b()[j], size = Math.abs(z), passed = 0;
                for (int i = 0; i < in; i++) {
                    double w = layer.w()[i][j];
                    z += x[i] * w;
                    size += (Math.abs(x[i]) + error[i]) * Math.abs(w);
                    passed += error[i] * Math.abs(w);
                }
                y[j] = layer.activation().apply(z);
                next[j] = layer.activation().lipschitz() * (passed + gamma * size)
                        + ACTIVATION_ROUNDINGS * U * Math.abs(y[j]);
            }
            x = y;
            error = next;
        }
        return error;
    }
}
