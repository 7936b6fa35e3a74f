package dev.nn.network;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** The same function of every value. */
record Elementwise(String name, DoubleUnaryOperator value, DoubleUnaryOperator derivative) implements RowFunction {
    Elementwise {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(derivative, "derivative");
    }

    @Override
    public int out(int in) {
        return in;
    }

    @Override
    public void apply(double[] x, double[] parameters, double[] y) {
        for (int j = 0; j < x.length; j++) y[j] = value.applyAsDouble(x[j]);
    }

    @Override
    public void gradient(double[] x, double[] parameters, double[] dy, double[] dx, double[] dParameters) {
        for (int j = 0; j < x.length; j++) dx[j] += dy[j] * derivative.applyAsDouble(x[j]);
    }
}
