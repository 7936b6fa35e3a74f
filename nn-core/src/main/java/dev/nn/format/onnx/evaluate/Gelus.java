package dev.nn.format.onnx.evaluate;

import dev.nn.activation.GeluTanh;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operator;

/** The two forms of GELU as expressions. */
final class Gelus {
    private Gelus() {}

    /** ½z · (1 + erf(z / √2)). */
    static int exact(ExpressionBuilder b, int z) {
        int erf = b.apply(Operator.ERF, b.apply(Operator.MUL, z, b.number(Math.sqrt(0.5))));
        return half(b, z, erf);
    }

    /** ½z · (1 + tanh(√(2/π) · (z + 0.044715 z³))). */
    static int tanh(ExpressionBuilder b, int z) {
        int cube = b.apply(Operator.MUL, z, b.apply(Operator.MUL, z, z));
        int inner = b.apply(Operator.ADD, z, b.apply(Operator.MUL, b.number(GeluTanh.CUBIC), cube));
        return half(b, z, b.apply(Operator.TANH, b.apply(Operator.MUL, b.number(Math.sqrt(2 / Math.PI)), inner)));
    }

    private static int half(ExpressionBuilder b, int z, int curve) {
        int twice = b.apply(Operator.ADD, curve, b.number(1));
        return b.apply(Operator.MUL, b.apply(Operator.MUL, z, b.number(0.5)), twice);
    }
}
