package dev.nn.expression;

import dev.nn.activation.Arithmetic;

/** The arithmetic of an expression's lines, in which activations become some of its operations. */
final class ActivationLines implements Arithmetic<Integer> {
    private final ExpressionBuilder b;

    ActivationLines(ExpressionBuilder b) {
        this.b = b;
    }

    @Override
    public Integer number(double value) {
        return b.number(value);
    }

    @Override
    public Integer add(Integer x, Integer y) {
        return b.apply(Operator.ADD, x, y);
    }

    @Override
    public Integer subtract(Integer x, Integer y) {
        return b.apply(Operator.SUB, x, y);
    }

    @Override
    public Integer multiply(Integer x, Integer y) {
        return b.apply(Operator.MUL, x, y);
    }

    @Override
    public Integer max(Integer x, Integer y) {
        return b.apply(Operator.MAX, x, y);
    }

    @Override
    public Integer min(Integer x, Integer y) {
        return b.apply(Operator.MIN, x, y);
    }

    @Override
    public Integer exp(Integer x) {
        return b.apply(Operator.EXP, x);
    }

    @Override
    public Integer erf(Integer x) {
        return b.apply(Operator.ERF, x);
    }

    @Override
    public Integer tanh(Integer x) {
        return b.apply(Operator.TANH, x);
    }

    @Override
    public Integer sigmoid(Integer x) {
        return b.apply(Operator.SIGMOID, x);
    }

    @Override
    public Integer softplus(Integer x) {
        return b.apply(Operator.SOFTPLUS, x);
    }
}
