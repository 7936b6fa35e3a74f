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
import dev.nn.expression.ExpressionBuilder;
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
            default -> expression(activation);
        };
    }

    /** As this library writes expressions, for those that have no text above. */
    private static String expression(Activation activation) {
        ExpressionBuilder b = new ExpressionBuilder(1);
        return b.build(b.apply(activation, b.input())).toString().replaceAll("\\bx\\b", "z");
    }

    /** In double precision. */
    static DoubleUnaryOperator of(Activation activation) {
        return z -> activation.formula(new TextbookArithmetic(), z);
    }
}
