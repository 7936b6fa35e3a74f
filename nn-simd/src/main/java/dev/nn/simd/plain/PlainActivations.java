package dev.nn.simd.plain;

import static dev.nn.simd.function.Exponential.LN_2_HIGH;
import static dev.nn.simd.function.Exponential.LN_2_LOW;
import static dev.nn.simd.function.Exponential.LOG2_E;
import static dev.nn.simd.function.Exponential.LOWEST;
import static dev.nn.simd.function.Exponential.SHIFT;
import static dev.nn.simd.function.Exponential.SIGN;
import static dev.nn.simd.plain.PlainExponential.power;
import static dev.nn.simd.plain.PlainExponential.rest;
import static dev.nn.simd.plain.PlainExponential.series;
import static dev.nn.simd.plain.PlainExponential.shifted;

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
import dev.nn.simd.function.EluLoops;
import dev.nn.simd.function.GeluLoops;
import dev.nn.simd.function.GeluTanhConstants;
import dev.nn.simd.function.GeluTanhLoops;
import dev.nn.simd.function.SiluLoops;
import dev.nn.simd.function.SoftplusLoops;
import dev.nn.simd.function.TanhLoops;

/**
 * Every activation for one float, step by step as the vector loops ({@code *Loops}) compute a lane, and so with the same
 * bits; why each step is as it is, they explain. Nothing here needs a vector.
 */
public final class PlainActivations {
    private PlainActivations() {}

    /** y[yi + j] = act(z[zi + j]) for {@code 0 ≤ j < n}; z and y may be the same place. */
    public static void apply(Activation activation, float[] z, int zi, float[] y, int yi, int n) {
        if (activation instanceof Identity) {
            System.arraycopy(z, zi, y, yi, n);
        } else if (activation instanceof Relu) {
            for (int j = 0; j < n; j++) y[yi + j] = z[zi + j] <= 0 ? 0 : z[zi + j];
        } else {
            for (int j = 0; j < n; j++) y[yi + j] = apply(activation, z[zi + j]);
        }
    }

    /** act(z). */
    public static float apply(Activation activation, float z) {
        // Not a switch over types, whose first use in a JVM takes longer than a first prediction.
        if (activation instanceof Relu) return z <= 0 ? 0 : z;
        if (activation instanceof Identity) return z;
        if (activation instanceof LeakyRelu leaky) return z > 0 ? z : z * leaky.slope();
        if (activation instanceof Elu elu) return elu(1, elu.alpha(), z);
        if (activation instanceof Selu) return elu(Selu.LAMBDA, EluLoops.SELU_LEFT, z);
        if (activation instanceof Sigmoid) return sigmoid(z);
        if (activation instanceof Tanh) return tanh(z);
        if (activation instanceof Softplus) return softplus(z);
        if (activation instanceof Silu) return silu(z);
        if (activation instanceof Gelu) return gelu(z);
        if (activation instanceof GeluTanh) return geluTanh(z);
        throw new AssertionError(activation);
    }

    private static float elu(float right, float left, float z) {
        float shifted = shifted(z), s = power(shifted);
        float minus1 = z < LOWEST ? -1 : Math.fma(s, rest(z, shifted), s - 1);
        return withSignOf(z, z > 0 ? z * right : minus1 * left);
    }

    private static float sigmoid(float z) {
        if (Math.abs(z) > -LOWEST) return z > 0 ? 1 : 0;
        float shifted = shifted(-z), s = power(shifted);
        float sum = s + 1;
        float lost = 1 - (sum - s);
        return 1 / (Math.fma(s, rest(-z, shifted), lost) + sum);
    }

    private static float tanh(float z) {
        float a = Math.abs(z);
        float y;
        if (a >= TanhLoops.BORDER) {
            float bounded = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(a), TanhLoops.LIMIT));
            float shifted = Math.fma(bounded, 2 * LOG2_E, SHIFT), s = power(shifted);
            y = 1 - 2 / Math.fma(s, rest(bounded + bounded, shifted), s + 1);
        } else {
            float a2 = a * a;
            float t = Math.fma(a2, TanhLoops.T4, TanhLoops.T3);
            t = Math.fma(Math.fma(t, a2, TanhLoops.T2), a2, TanhLoops.T1);
            y = Math.fma(Math.fma(t, a2, TanhLoops.T0) * a2, a, a);
        }
        return withSignOf(z, y);
    }

    private static float softplus(float z) {
        float x = -Math.abs(z);
        float shifted = shifted(x), s = power(shifted);
        float u = x < LOWEST ? 0 : Math.fma(s, rest(x, shifted), s);
        float u2 = u * u, u4 = u2 * u2;
        float l6 = Math.fma(
                u2, Math.fma(u, SoftplusLoops.L9, SoftplusLoops.L8), Math.fma(u, SoftplusLoops.L7, SoftplusLoops.L6));
        float l2 = Math.fma(
                u2, Math.fma(u, SoftplusLoops.L5, SoftplusLoops.L4), Math.fma(u, SoftplusLoops.L3, SoftplusLoops.L2));
        float l = Math.fma(Math.fma(Math.fma(u4, l6, l2), u, SoftplusLoops.L1), u, SoftplusLoops.L0);
        return Math.fma(u2, l, u) + (z < 0 ? 0 : z);
    }

    private static float silu(float z) {
        if (Math.abs(z) > SiluLoops.LIMIT) return z > 0 ? z : -0f;
        float shifted = shifted(-z), s = power(shifted);
        return z / Math.fma(s, rest(-z, shifted), s + 1);
    }

    private static float gelu(float z) {
        float a = Math.abs(z);
        float tail = a > GeluLoops.LIMIT ? 0 : geluTail(a);
        return (z < 0 ? -0f : z) - tail;
    }

    private static float geluTail(float a) {
        float b = a + GeluLoops.BETA, excess = b - GeluLoops.BETA - a;
        float shifted = Math.fma(b * b, -0.5f * LOG2_E, SHIFT), n = shifted - SHIFT;
        float low = Math.fma(n, -LN_2_LOW, b * excess);
        float q = series(Math.fma(Math.fma(b, b, n * (2 * LN_2_HIGH)), -0.5f, low));
        float scaled = Float.intBitsToFloat(Float.floatToRawIntBits(a) + (Float.floatToRawIntBits(shifted) << 23));
        float t = (a > GeluLoops.END ? GeluLoops.END : a) - GeluLoops.CENTER;
        float sum = Math.fma(t, GeluLoops.U11, GeluLoops.U10);
        sum = Math.fma(Math.fma(sum, t, GeluLoops.U9), t, GeluLoops.U8);
        sum = Math.fma(Math.fma(Math.fma(sum, t, GeluLoops.U7), t, GeluLoops.U6), t, GeluLoops.U5);
        sum = Math.fma(Math.fma(Math.fma(sum, t, GeluLoops.U4), t, GeluLoops.U3), t, GeluLoops.U2);
        sum = Math.fma(sum, t, GeluLoops.U1);
        float high = Math.fma(sum, t, GeluLoops.U0), rest = Math.fma(sum, t, GeluLoops.U0 - high);
        return Math.fma(scaled, high, scaled * Math.fma(q, high, rest));
    }

    private static float geluTanh(float z) {
        if (Math.abs(z) > GeluTanhLoops.LIMIT) return z > 0 ? z : -0f;
        float z2 = z * z;
        float factor = Math.fma(z2, -GeluTanhConstants.CUBIC_2, -GeluTanhConstants.LINEAR_2);
        float shifted = Math.fma(z, factor, SHIFT), n = shifted - SHIFT;
        float low = Math.fma(z2, -GeluTanhConstants.CUBIC_2, -GeluTanhConstants.LINEAR_2 - factor);
        low = Math.fma(Math.fma(z, z, -z2), -GeluTanhConstants.CUBIC_2, low)
                + Math.fma(z2, -GeluTanhConstants.CUBIC_2_LOW, -GeluTanhConstants.LINEAR_2_LOW);
        float f = Math.fma(z, low, Math.fma(z, factor, -n));
        float p = Math.fma(f, GeluTanhLoops.B5, GeluTanhLoops.B4);
        p = Math.fma(Math.fma(p, f, GeluTanhLoops.B3), f, GeluTanhLoops.B2);
        float q = Math.fma(Math.fma(Math.fma(p, f, GeluTanhLoops.B1), f, GeluTanhLoops.B0), f, f);
        float s = power(shifted);
        return z / Math.fma(s, q, s + 1);
    }

    private static float withSignOf(float z, float y) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(z) & SIGN));
    }
}
