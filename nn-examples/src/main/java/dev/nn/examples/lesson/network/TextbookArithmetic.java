package dev.nn.examples.lesson.network;

import dev.nn.activation.Arithmetic;

/** Arithmetic of doubles by the first formula of a textbook, without regard to overflow or lost digits. */
final class TextbookArithmetic implements Arithmetic<Double> {
    @Override
    public Double number(double value) {
        return value;
    }

    @Override
    public Double add(Double a, Double b) {
        return a + b;
    }

    @Override
    public Double subtract(Double a, Double b) {
        return a - b;
    }

    @Override
    public Double multiply(Double a, Double b) {
        return a * b;
    }

    @Override
    public Double max(Double a, Double b) {
        return Math.max(a, b);
    }

    @Override
    public Double min(Double a, Double b) {
        return Math.min(a, b);
    }

    @Override
    public Double exp(Double x) {
        return Math.exp(x);
    }

    /**
     * The integral from 0 to x of the density 2/√π e^−t², by Simpson's rule with steps so small that its error is below
     * 1e-12.
     */
    @Override
    public Double erf(Double x) {
        int steps = 2000;
        double h = x / steps, sum = density(0) + density(x);
        for (int i = 1; i < steps; i++) sum += (i % 2 == 1 ? 4 : 2) * density(i * h);
        return sum * h / 3;
    }

    private static double density(double t) {
        return 2 / Math.sqrt(Math.PI) * Math.exp(-t * t);
    }

    @Override
    public Double tanh(Double x) {
        return (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
    }

    @Override
    public Double sigmoid(Double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    public Double softplus(Double x) {
        return Math.log(1 + Math.exp(x));
    }
}
