package dev.nn.examples.lesson.desk;

import dev.nn.activation.Activation;
import dev.nn.network.Dense;
import dev.nn.network.Network;

/**
 * Backpropagation as it is done on paper, in double precision, one sample after the other.
 *
 * <p>For a sample x with outputs y and targets t the loss is ½ Σ (y − t)²; gradients are means over the samples. The result
 * holds an array per layer: ∂L/∂W row by row, in × out, then ∂L/∂b.
 *
 * @param mistake which formula of the slides to take at its word
 */
public record HandBackpropagation(Mistake mistake) {
    /** What the slides print, beside what is right. */
    public enum Mistake {
        /** dZ = Δ ⊙ f′(z), dW = xᵀ·dZ, db = dZ, Δ of the layer below = dZ·Wᵀ. */
        NONE("as corrected"),
        /** B (16): ∂L/∂y_final = φ′(y_final), without the factor P − L. */
        B_16("B (16) as printed"),
        /** D (5): δW = f′(h̄) xᵀ without Δ, δb = f′(b) ⊙ Δ with the bias in place of the pre-activation. */
        D_5("D (5) as printed"),
        /** C: "undo the tanh" by 1 − y², whatever the activation is. */
        C_TANH("C's 1 − y² for every activation"),
        /** C: the gradient of the biases is ŷ − y, Δ without the slope of the activation. */
        C_BIAS("C's biases as printed"),
        /** B (10): Σ (P − L) ∂P/∂w for the loss Σ (P − L)² of (7), whose derivative is twice that. Here L = ½ Σ (y − t)². */
        B_10("B (10) as printed"),
        /** E: the sum over all outputs j of ∂z_j/∂a_k, which is Δ of the layer below, for each weight w_jk. */
        E_SUM("E's chain rule for a weight as printed");

        private final String words;

        Mistake(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The gradients of all layers. */
    public double[][] gradients(Network network, double[][] x, double[][] t) {
        int count = network.layers().size();
        double[][] parameters = new double[count][], sums = new double[count][];
        for (int l = 0; l < count; l++) {
            parameters[l] = Samples.widened(network.layerParameters(l));
            sums[l] = new double[parameters[l].length];
        }
        for (int s = 0; s < x.length; s++) add(network, parameters, x[s], t[s], sums);
        for (double[] layer : sums) for (int i = 0; i < layer.length; i++) layer[i] /= x.length;
        return sums;
    }

    /** Forward, keeping x, z and y of every layer; then backward through them. */
    private void add(Network network, double[][] parameters, double[] sample, double[] target, double[][] sums) {
        int count = network.layers().size();
        double[][] xs = new double[count][], zs = new double[count][];
        double[] y = sample;
        for (int l = 0; l < count; l++) {
            Dense layer = (Dense) network.layers().get(l);
            xs[l] = y;
            zs[l] = preActivation(parameters[l], y, layer.out());
            y = new double[layer.out()];
            for (int j = 0; j < y.length; j++) y[j] = layer.activation().apply(zs[l][j]);
        }
        double[] delta = new double[y.length];
        for (int j = 0; j < y.length; j++) {
            // @start region="mistakes"
            delta[j] = switch (mistake) {
                case B_16 -> 1;
                case B_10 -> (y[j] - target[j]) / 2;
                default -> y[j] - target[j];
            };
            // @end
        }
        for (int l = count - 1; l >= 0; l--) {
            delta = backward((Dense) network.layers().get(l), parameters[l], xs[l], zs[l], delta, sums[l]);
        }
    }

    /** One layer: adds dW and db to the sums, returns Δ for the layer below. */
    private double[] backward(Dense layer, double[] parameters, double[] x, double[] z, double[] delta, double[] sums) {
        int out = layer.out(), bias = x.length * out;
        double[] below = new double[x.length];
        for (int j = 0; j < out; j++) {
            double dz = delta[j] * slope(layer.activation(), z[j]);
            boolean printed = mistake == Mistake.D_5;
            double forWeights = printed ? slope(layer.activation(), z[j]) : dz;
            sums[bias + j] += switch (mistake) {
                case D_5 -> delta[j] * slope(layer.activation(), parameters[bias + j]);
                case C_BIAS -> delta[j];
                default -> dz;
            };
            for (int i = 0; i < x.length; i++) {
                if (mistake != Mistake.E_SUM) sums[i * out + j] += x[i] * forWeights;
                below[i] += dz * parameters[i * out + j];
            }
        }
        if (mistake == Mistake.E_SUM) {
            for (int i = 0; i < x.length; i++) for (int j = 0; j < out; j++) sums[i * out + j] += below[i];
        }
        return below;
    }

    private double slope(Activation activation, double z) {
        if (mistake != Mistake.C_TANH || activation.equals(Activation.IDENTITY)) return activation.derivative(z);
        double y = activation.apply(z);
        return 1 - y * y;
    }

    private static double[] preActivation(double[] parameters, double[] x, int out) {
        double[] z = new double[out];
        for (int j = 0; j < out; j++) {
            z[j] = parameters[x.length * out + j];
            for (int i = 0; i < x.length; i++) z[j] += x[i] * parameters[i * out + j];
        }
        return z;
    }
}
