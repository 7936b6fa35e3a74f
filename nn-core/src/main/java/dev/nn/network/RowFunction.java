package dev.nn.network;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A function of a row and of parameters, with its gradient: what a layer of one's own computes. It is defined in double
 * precision; networks round its results to float.
 *
 * {@snippet file="dev/nn/snippet/OwnPartsSnippetsTest.java" region="activation" :
 * RowFunction mish = RowFunction.elementwise("mish", z -> z * Math.tanh(Math.log1p(Math.exp(z))), z -> {
 *     double t = Math.tanh(Math.log1p(Math.exp(z)));
 *     return t + z * (1 - t * t) / (1 + Math.exp(-z));
 * });
 * Network network = Network.input(4).dense(8).layer(mish).dense(2).build(Initializer.he(), 42);
 * GradientCheck check = GradientChecker.withDefaults().check(network, new SoftmaxCrossEntropy(), x, labels);
 * }
 *
 * <p>It runs on plain loops, row by row, and is called from several threads at once, so it keeps nothing from call to call,
 * and changes no array but those that it is to write to. {@code GradientChecker} compares {@link #gradient} with {@link #apply}.
 */
public interface RowFunction {
    /** The name by which files know it. */
    String name();

    /**
     * Values that come out of a row.
     *
     * @param in values of the row
     * @throws IllegalArgumentException if it can't be computed of so many
     */
    int out(int in);

    /**
     * Number of parameters that training changes.
     *
     * @param in values of the row
     */
    default int parameters(int in) {
        return 0;
    }

    /** Sets the start parameters, which are zero before. */
    default void initialize(double[] parameters, RandomGenerator random) {}

    /** y = f(x). */
    void apply(double[] x, double[] parameters, double[] y);

    /**
     * Adds gradients: to {@code dx}, which is zero before, and to {@code dParameters}, which is a sum over rows.
     *
     * @param dy gradient of the loss with respect to y
     */
    void gradient(double[] x, double[] parameters, double[] dy, double[] dx, double[] dParameters);

    /**
     * An activation: the same function for every value, without parameters.
     *
     * @param derivative of the value before the activation
     */
    static RowFunction elementwise(String name, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
        return new Elementwise(name, value, derivative);
    }
}
