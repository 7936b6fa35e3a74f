package dev.nn.format.onnx.recognise;

import static dev.nn.expression.Operator.ABS;
import static dev.nn.expression.Operator.EXP;
import static dev.nn.expression.Operator.LOG;
import static dev.nn.expression.Operator.SIGMOID;
import static dev.nn.expression.Operator.SOFTPLUS;
import static dev.nn.expression.Operator.TANH;
import static dev.nn.format.onnx.recognise.Polynomial.function;
import static dev.nn.format.onnx.recognise.Polynomial.number;
import static dev.nn.format.onnx.recognise.Polynomial.symmetric;
import static dev.nn.format.onnx.recognise.Templates.PARAMETER;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.GeluTanh;
import dev.nn.activation.LeakyRelu;
import dev.nn.activation.Selu;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.format.onnx.recognise.Polynomial.NoNormalForm;
import org.jspecify.annotations.Nullable;

/**
 * Activations and softmax as normal forms, whatever the order of factors and terms, and wherever constants stand: the
 * activations' own formulas, and the other spellings that exporters and people use.
 */
final class KnownFunctions {
    static final Templates<Activation> ACTIVATIONS = new Templates<>();

    /** Softmax, false, and its logarithm, true. */
    static final Templates<Boolean> SOFTMAX = new Templates<>();

    /** 1 − σ(z), the probability of the other one of two classes. */
    static final Templates<Boolean> COMPLEMENT = new Templates<>();

    private static final Polynomial X = Polynomial.x();
    private static final String GREATER = "greater", WHERE = "where", MAX = "max", MIN = "min";

    /** From here on ln(1 + eᶻ) is z in single precision. */
    private static final double LINEAR = 17;

    static {
        try {
            definitions();
            rectifiers();
            exponentials();
            sigmoids();
            gelus();
            swishes();
            softmax();
        } catch (NoNormalForm e) {
            throw new IllegalStateException(e);
        }
    }

    private KnownFunctions() {}

    /** Each activation as its own formula says. */
    private static void definitions() {
        for (Activation activation : Activation.all()) {
            ExpressionBuilder b = new ExpressionBuilder(1);
            Polynomial form =
                    NormalForm.of(b.build(b.apply(activation, b.input()))).getLast();
            if (form == null) throw new IllegalStateException(activation.name());
            ACTIVATIONS.add(activation, form);
        }
    }

    private static Polynomial exp(Polynomial z) throws NoNormalForm {
        return function(EXP, z);
    }

    private static Polynomial positive() throws NoNormalForm {
        return symmetric(MAX, X, number(0));
    }

    private static Polynomial negative() throws NoNormalForm {
        return symmetric(MIN, X, number(0));
    }

    private static Polynomial where(Polynomial condition, Polynomial then, Polynomial otherwise) throws NoNormalForm {
        return function(WHERE, condition, then, otherwise);
    }

    /** Both spellings of a choice by the sign of z; which one it is at 0 makes no difference to continuous functions. */
    private static <T> void bySign(
            Templates<T> templates,
            java.util.function.DoubleFunction<@Nullable T> of,
            Polynomial right,
            Polynomial left)
            throws NoNormalForm {
        for (String greater : new String[] {GREATER, "greater-or-equal"}) {
            templates.add(of, where(function(greater, X, number(0)), right, left));
            templates.add(of, where(function(greater, number(0), X), left, right));
        }
    }

    private static void rectifiers() throws NoNormalForm {
        ACTIVATIONS.add(Activation.RELU, X.plus(function(ABS, X)).times(0.5));
        bySign(ACTIVATIONS, p -> Activation.RELU, X, number(0));
        Polynomial slope = X.times(PARAMETER);
        ACTIVATIONS.add(KnownFunctions::leaky, positive().plus(negative().times(PARAMETER)));
        ACTIVATIONS.add(KnownFunctions::leaky, symmetric(MAX, X, slope));
        ACTIVATIONS.add(KnownFunctions::leaky, function(MAX, X, slope));
        ACTIVATIONS.add(KnownFunctions::leaky, function(MAX, slope, X));
        bySign(ACTIVATIONS, KnownFunctions::leaky, X, slope);
    }

    private static @Nullable Activation leaky(double slope) {
        return (float) slope > 0 && slope <= 1 ? new LeakyRelu((float) slope) : null;
    }

    private static @Nullable Activation elu(double alpha) {
        return (float) alpha > 0 && alpha <= Float.MAX_VALUE ? new Elu((float) alpha) : null;
    }

    private static void exponentials() throws NoNormalForm {
        Polynomial left = exp(X).plus(number(-1)), bounded = exp(negative()).plus(number(-1));
        ACTIVATIONS.add(KnownFunctions::elu, positive().plus(bounded.times(PARAMETER)));
        bySign(ACTIVATIONS, KnownFunctions::elu, X, left.times(PARAMETER));
        bySign(ACTIVATIONS, p -> Activation.ELU, X, left);
        double scale = Selu.LAMBDA, alpha = Selu.ALPHA;
        for (String greater : new String[] {GREATER, "greater-or-equal"}) {
            Polynomial choice = where(function(greater, X, number(0)), X, left.times(alpha));
            ACTIVATIONS.add(Activation.SELU, choice.times(scale));
        }
        ACTIVATIONS.add(Activation.SOFTPLUS, function(LOG, exp(X).plus(number(1))));
        ACTIVATIONS.add(
                Activation.SOFTPLUS,
                function(LOG, function(SIGMOID, X.times(-1))).times(-1));
        ACTIVATIONS.add(
                limit -> limit >= LINEAR ? Activation.SOFTPLUS : null,
                where(function(GREATER, X, number(PARAMETER)), X, function(SOFTPLUS, X)));
    }

    private static void sigmoids() throws NoNormalForm {
        Polynomial down = exp(X.times(-1)), one = number(1), sigmoid = function(SIGMOID, X);
        ACTIVATIONS.add(Activation.SIGMOID, down.plus(one).inverse());
        ACTIVATIONS.add(Activation.SIGMOID, exp(X).times(exp(X).plus(one).inverse()));
        ACTIVATIONS.add(
                Activation.SIGMOID, function(TANH, X.times(0.5)).plus(one).times(0.5));
        ACTIVATIONS.add(Activation.TANH, function(SIGMOID, X.times(2)).times(2).plus(number(-1)));
        ACTIVATIONS.add(
                Activation.TANH,
                exp(X).plus(down.times(-1)).times(exp(X).plus(down).inverse()));
        ACTIVATIONS.add(Activation.SILU, X.times(down.plus(one).inverse()));
        COMPLEMENT.add(true, one.plus(sigmoid.times(-1)));
        COMPLEMENT.add(true, function(SIGMOID, X.times(-1)));
    }

    private static void gelus() throws NoNormalForm {
        Polynomial inner = X.plus(X.times(X).times(X).times(GeluTanh.CUBIC)).times(Math.sqrt(2 / Math.PI));
        ACTIVATIONS.add(Activation.GELU_TANH, X.times(function(SIGMOID, inner.times(2))));
    }

    private static void swishes() throws NoNormalForm {
        ACTIVATIONS.add(Activation.MISH, X.times(function(TANH, function(LOG, exp(X).plus(number(1))))));
        Polynomial six = symmetric(MIN, symmetric(MAX, X.plus(number(3)), number(0)), number(6));
        ACTIVATIONS.add(Activation.HARD_SWISH, X.times(six).times(1 / 6.0));
    }

    private static void softmax() throws NoNormalForm {
        Polynomial shifted = X.plus(function("row-MAX", X).times(-1));
        for (Polynomial z : new Polynomial[] {X, shifted}) {
            Polynomial sum = function("row-SUM", exp(z)), softmax = exp(z).times(sum.inverse());
            Polynomial log = z.plus(function(LOG, sum).times(-1));
            SOFTMAX.add(false, softmax);
            SOFTMAX.add(false, exp(log));
            SOFTMAX.add(true, log);
            SOFTMAX.add(true, function(LOG, softmax));
        }
    }
}
