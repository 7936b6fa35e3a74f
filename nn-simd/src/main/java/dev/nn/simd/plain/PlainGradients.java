package dev.nn.simd.plain;

import static dev.nn.simd.function.Exponential.LOWEST;
import static dev.nn.simd.function.GeluTanhConstants.CUBIC;
import static dev.nn.simd.function.GeluTanhConstants.LINEAR;
import static dev.nn.simd.plain.PlainExponential.exponential;

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
import dev.nn.simd.function.GeluTanhLoops;

/**
 * The slope of every activation for one float, step by step as the vector loops ({@code *Loops}) compute a lane, and so
 * with the same bits; and the gradients of a row with it.
 */
public final class PlainGradients {
    private PlainGradients() {}

    /**
     * dz[dzi + j] = dy[dyi + j] · act′ and db[dbi + j] += dz[dzi + j] for 0 ≤ j < n, with act′ from saved[si + j], which is
     * z or y, as {@link Activation#saved()} says; dz and dy may be the same place.
     */
    static void backward(
            Activation activation,
            float[] dy,
            int dyi,
            float[] saved,
            int si,
            float[] dz,
            int dzi,
            float[] db,
            int dbi,
            int n) {
        if (activation instanceof Identity) {
            System.arraycopy(dy, dyi, dz, dzi, n);
        } else if (activation instanceof Relu) {
            for (int j = 0; j < n; j++) dz[dzi + j] = dy[dyi + j] * (saved[si + j] > 0 ? 1 : 0f);
        } else {
            for (int j = 0; j < n; j++) dz[dzi + j] = dy[dyi + j] * slope(activation, saved[si + j]);
        }
        for (int j = 0; j < n; j++) db[dbi + j] += dz[dzi + j];
    }

    /** act′ from z or y, as {@link Activation#saved()} says. */
    static float slope(Activation activation, float saved) {
        if (activation instanceof Relu) return saved > 0 ? 1 : 0;
        if (activation instanceof Identity) return 1;
        if (activation instanceof LeakyRelu leaky) return saved > 0 ? 1 : leaky.slope();
        if (activation instanceof Elu elu) return saved > 0 ? 1 : saved + elu.alpha();
        if (activation instanceof Selu) return saved > 0 ? Selu.LAMBDA : saved + EluLoops.SELU_LEFT;
        if (activation instanceof Sigmoid) return (1 - saved) * saved;
        if (activation instanceof Tanh) return (1 - saved) * (saved + 1);
        if (activation instanceof Softplus) return PlainActivations.apply(Activation.SIGMOID, saved);
        if (activation instanceof Silu) return siluSlope(saved);
        if (activation instanceof Gelu) return geluSlope(saved);
        if (activation instanceof GeluTanh) return geluTanhSlope(saved);
        throw new AssertionError(activation);
    }

    private static float siluSlope(float z) {
        float x = -Math.abs(z);
        float e = exponential(x);
        float upper = 1 / (e + 1);
        float g = x < LOWEST ? 0 : e * upper * Math.fma(x, upper, 1);
        return z > 0 ? 1 - g : g;
    }

    private static float geluSlope(float z) {
        float a = Math.abs(z), a2 = a * a;
        float x = a2 * -0.5f;
        float odd = Math.fma(Math.fma(a2, GeluLoops.G11, GeluLoops.G9), a2, GeluLoops.G7);
        odd = Math.fma(Math.fma(Math.fma(odd, a2, GeluLoops.G5), a2, GeluLoops.G3), a2, GeluLoops.G1);
        float even = Math.fma(Math.fma(a2, GeluLoops.G10, GeluLoops.G8), a2, GeluLoops.G6);
        even = Math.fma(Math.fma(Math.fma(even, a2, GeluLoops.G4), a2, GeluLoops.G2), a2, GeluLoops.G0);
        float g = x < LOWEST ? 0 : exponential(x) * Math.fma(odd, a, even);
        return z > 0 ? 1 - g : g;
    }

    private static float geluTanhSlope(float z) {
        float lower = -Math.abs(z), z2 = lower * lower;
        float e = exponential(lower * Math.fma(z2, CUBIC, LINEAR));
        float upper = 1 / (e + 1);
        float growth = lower * Math.fma(z2, 3 * CUBIC, LINEAR);
        float g = Math.abs(z) > GeluTanhLoops.LIMIT ? 0 : e * upper * Math.fma(growth, upper, 1);
        return z > 0 ? 1 - g : g;
    }
}
