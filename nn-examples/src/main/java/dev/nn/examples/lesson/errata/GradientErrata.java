package dev.nn.examples.lesson.errata;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DifferenceQuotients;
import dev.nn.examples.lesson.desk.HandBackpropagation;
import dev.nn.examples.lesson.desk.HandBackpropagation.Mistake;
import dev.nn.examples.lesson.desk.Samples;
import dev.nn.initializer.Initializer;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import java.util.List;
import java.util.Random;

/** Errors in formulas for gradients: each formula as printed, and the right one, against differences of the loss. */
final class GradientErrata {
    private static final double H = 1e-5;
    private static final String MEASURED = "largest relative error of a gradient, network 3-5-4-2";

    private GradientErrata() {}

    static List<Erratum> of(long seed) {
        Samples samples = Samples.draw(7, 3, 2, seed);
        Network sigmoid = network(Activation.SIGMOID, seed), tanh = network(Activation.TANH, seed);
        return List.of(
                erratum(
                        "lostFactor",
                        "B (10)",
                        "the derivative of Σ (P − L)² is Σ (P − L) ∂P/∂w",
                        "2 Σ (P − L) ∂P/∂w: the factor 2 is lost between (7) and (10)",
                        Mistake.B_10,
                        sigmoid,
                        samples),
                erratum(
                        "lostError",
                        "B (16)",
                        "∂L/∂y_final = φ′(y_final)",
                        "(P − L) φ′(y_final), but for the factor of the loss",
                        Mistake.B_16,
                        sigmoid,
                        samples),
                erratum(
                        "biasForSum",
                        "D (5)",
                        "δW = f′(h̄) xᵀ and δb = f′(b̄) ⊙ Δ",
                        "δW = (f′(h̄) ⊙ Δ) xᵀ and δb = f′(h̄) ⊙ Δ, with h̄ = Wx + b",
                        Mistake.D_5,
                        sigmoid,
                        samples),
                erratum(
                        "tanhOnly",
                        "C “Backpropagation”",
                        "1 − output² undoes the activation",
                        "f′(z) does; that is 1 − output² for tanh alone",
                        Mistake.C_TANH,
                        sigmoid,
                        samples),
                erratum(
                        "biasSlope",
                        "C “Differential of Biases”",
                        "∂L/∂b = ŷ − y",
                        "(1 − ŷ²) (ŷ − y) with tanh, as C's own code has it",
                        Mistake.C_BIAS,
                        tanh,
                        samples),
                erratum(
                        "sumOverOutputs",
                        "E “Chain Rule for a weight”",
                        "∂L/∂w_jk = Σ_j ∂z_j/∂a_k ∂a_j/∂z_j ∂L/∂a_j",
                        "∂z_j/∂w_jk ∂a_j/∂z_j ∂L/∂a_j with ∂z_j/∂w_jk = a_k, and no sum: w_jk is in z_j alone",
                        Mistake.E_SUM,
                        sigmoid,
                        samples));
    }

    private static Erratum erratum(
            String id, String where, String printed, String right, Mistake mistake, Network network, Samples samples) {
        return new Erratum(
                id,
                where,
                printed,
                right,
                MEASURED,
                error(mistake, network, samples),
                error(Mistake.NONE, network, samples));
    }

    private static double error(Mistake mistake, Network network, Samples samples) {
        double[][] hand = new HandBackpropagation(mistake)
                .gradients(network, Samples.widened(samples.x()), Samples.widened(samples.t()));
        return DifferenceQuotients.error(hand, DifferenceQuotients.of(network, new HalfSquaredError(), samples, H));
    }

    /** Random weights and random biases: with biases of zero some mistakes could hide. */
    private static Network network(Activation activation, long seed) {
        Network network = Network.input(3)
                .dense(5, activation)
                .dense(4, activation)
                .dense(2, activation)
                .build(Initializer.glorot(), seed);
        Random random = new Random(seed);
        for (int l = 0; l < network.layers().size(); l++) {
            float[] values = network.layerParameters(l);
            for (int i = 0; i < values.length; i++) values[i] = (float) (0.7 * random.nextGaussian());
            network.setLayerParameters(l, values);
        }
        return network;
    }
}
