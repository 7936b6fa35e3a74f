package dev.nn.format.onnx.recognise;

import static dev.nn.expression.Operator.ADD;
import static dev.nn.expression.Operator.ERF;
import static dev.nn.expression.Operator.EXP;
import static dev.nn.expression.Operator.MAX;
import static dev.nn.expression.Operator.MIN;
import static dev.nn.expression.Operator.MUL;
import static dev.nn.expression.Operator.SIGMOID;
import static dev.nn.expression.Operator.SOFTPLUS;
import static dev.nn.expression.Operator.SUB;
import static dev.nn.expression.Operator.TANH;

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

/** Activations as expressions, for where no dense layer takes them in. */
final class Spelling {
    private final ExpressionBuilder b;
    private final int z;

    private Spelling(ExpressionBuilder b, int z) {
        this.b = b;
        this.z = z;
    }

    /** Adds an activation of a line; returns the result. */
    static int add(Activation activation, ExpressionBuilder to, int line) {
        return new Spelling(to, line).of(activation);
    }

    private int of(Activation activation) {
        return switch (activation) {
            case Identity identity -> z;
            case Relu relu -> above();
            case LeakyRelu leaky -> b.apply(ADD, above(), times(leaky.slope(), below()));
            case Elu elu -> exponential(elu.alpha());
            case Selu selu -> times(Selu.LAMBDA, exponential(Selu.ALPHA));
            case Sigmoid sigmoid -> b.apply(SIGMOID, z);
            case Tanh tanh -> b.apply(TANH, z);
            case Softplus softplus -> b.apply(SOFTPLUS, z);
            case Silu silu -> b.apply(MUL, z, b.apply(SIGMOID, z));
            case Gelu gelu -> half(b.apply(ERF, times(Math.sqrt(0.5), z)));
            case GeluTanh geluTanh -> half(b.apply(TANH, times(Math.sqrt(2 / Math.PI), cubic())));
        };
    }

    private int above() {
        return b.apply(MAX, z, b.number(0));
    }

    private int below() {
        return b.apply(MIN, z, b.number(0));
    }

    private int times(double factor, int line) {
        return b.apply(MUL, b.number(factor), line);
    }

    private int exponential(double alpha) {
        return b.apply(ADD, above(), times(alpha, b.apply(SUB, b.apply(EXP, below()), b.number(1))));
    }

    private int cubic() {
        return b.apply(ADD, z, times(GeluTanh.CUBIC, b.apply(MUL, z, b.apply(MUL, z, z))));
    }

    /** ½z · (1 + curve). */
    private int half(int curve) {
        return b.apply(MUL, times(0.5, z), b.apply(ADD, b.number(1), curve));
    }
}
