package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.Gelu;
import dev.nn.activation.GeluTanh;
import dev.nn.activation.Identity;
import dev.nn.activation.LeakyRelu;
import dev.nn.activation.Relu;
import dev.nn.activation.Selu;
import dev.nn.activation.Sigmoid;
import dev.nn.activation.Silu;
import dev.nn.activation.Softplus;
import dev.nn.activation.Tanh;
import java.util.function.DoubleUnaryOperator;

/** The activation functions as slides and papers write them, without regard to overflow or lost digits. */
final class Formulas {
    private Formulas() {}

    /** As text. */
    static String text(Activation activation) {
        return switch (activation) {
            case Identity unused -> "z";
            case Relu unused -> "max(0, z)";
            case LeakyRelu unused -> "z if z > 0, else 0.01 z";
            case Elu unused -> "z if z > 0, else eᶻ − 1";
            case Selu unused -> "1.0507 (z if z > 0, else 1.6733 (eᶻ − 1))";
            case Sigmoid unused -> "1 / (1 + e⁻ᶻ)";
            case Tanh unused -> "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)";
            case Softplus unused -> "ln(1 + eᶻ)";
            case Silu unused -> "z / (1 + e⁻ᶻ)";
            case Gelu unused -> "z Φ(z), Φ the normal distribution";
            case GeluTanh unused -> "z/2 (1 + tanh(√(2/π) (z + 0.044715 z³)))";
        };
    }

    /** In double precision. */
    static DoubleUnaryOperator of(Activation activation) {
        return switch (activation) {
            case Identity unused -> z -> z;
            case Relu unused -> z -> Math.max(0, z);
            case LeakyRelu leaky -> z -> z > 0 ? z : leaky.slope() * z;
            case Elu unused -> z -> z > 0 ? z : Math.exp(z) - 1;
            case Selu unused -> z -> 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.exp(z) - 1));
            case Sigmoid unused -> z -> 1 / (1 + Math.exp(-z));
            case Tanh unused -> z -> (Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z));
            case Softplus unused -> z -> Math.log(1 + Math.exp(z));
            case Silu unused -> z -> z / (1 + Math.exp(-z));
            case Gelu unused -> z -> z * normal(z);
            case GeluTanh unused -> z -> z / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
        };
    }

    /**
     * Φ(z), the share of a normal distribution below z: ½ plus the integral of its density from 0 to z, by Simpson's rule
     * with steps so small that its error is below 1e-12.
     */
    private static double normal(double z) {
        int steps = 2000;
        double h = z / steps, sum = density(0) + density(z);
        for (int i = 1; i < steps; i++) sum += (i % 2 == 1 ? 4 : 2) * density(i * h);
        return 0.5 + sum * h / 3;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
