package dev.nn.simd.function;

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
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.Blocking;

/**
 * What follows the product in a layer, for one row of any length: the activation forward, and backward the gradient
 * through it together with its sum for the bias.
 *
 * <p>A remainder shorter than a vector goes through scratch memory and the same vector code. So what comes out for a
 * value doesn't depend on where it stands, and there are no masks, which C2 at times compiles to objects.
 *
 * <p>The choice of the activation is made here, once for a row, outside all vector loops.
 */
public final class ActivationEpilogues {
    /** Floats of scratch memory that a call needs, at any width. */
    public static final int SCRATCH = 3 * Blocking.LINE;

    private static final int LANES = VectorShape.LANES;

    private ActivationEpilogues() {}

    /** y[yi + j] = act(z[zi + j]) for {@code 0 ≤ j < n}; z and y may be the same place. */
    public static void forward(
            Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch, int si) {
        int tail = n % LANES;
        int whole = n - tail;
        if (whole > 0) forwardVectors(activation, z, zi, y, yi, whole);
        if (tail > 0) {
            System.arraycopy(z, zi + whole, scratch, si, tail);
            forwardVectors(activation, scratch, si, scratch, si, LANES);
            System.arraycopy(scratch, si, y, yi + whole, tail);
        }
    }

    /**
     * dz[dzi + j] = dy[dyi + j] · act′ and db[dbi + j] += dz[dzi + j] for {@code 0 ≤ j < n}, with act′ from
     * saved[savedi + j], which is z or y, as {@link Activation#saved()} says; dz and dy may be the same place.
     */
    public static void backward(
            Activation activation,
            float[] dy,
            int dyi,
            float[] saved,
            int savedi,
            float[] dz,
            int dzi,
            float[] db,
            int dbi,
            int n,
            float[] scratch,
            int si) {
        int tail = n % LANES;
        int whole = n - tail;
        if (whole > 0) backwardVectors(activation, dy, dyi, saved, savedi, dz, dzi, db, dbi, whole);
        if (tail > 0) {
            int savedTail = si + LANES, dbTail = si + 2 * LANES;
            System.arraycopy(dy, dyi + whole, scratch, si, tail);
            System.arraycopy(saved, savedi + whole, scratch, savedTail, tail);
            System.arraycopy(db, dbi + whole, scratch, dbTail, tail);
            backwardVectors(activation, scratch, si, scratch, savedTail, scratch, si, scratch, dbTail, LANES);
            System.arraycopy(scratch, si, dz, dzi + whole, tail);
            System.arraycopy(scratch, dbTail, db, dbi + whole, tail);
        }
    }

    /** The same for whole vectors. */
    static void forwardVectors(Activation activation, float[] z, int zi, float[] y, int yi, int n) {
        switch (activation) {
            case Identity identity -> ReluLoops.identity(z, zi, y, yi, n);
            case Relu relu -> ReluLoops.relu(z, zi, y, yi, n);
            case LeakyRelu leaky -> ReluLoops.leakyRelu(leaky.slope(), z, zi, y, yi, n);
            case Elu elu -> EluLoops.elu(1, elu.alpha(), z, zi, y, yi, n);
            case Selu selu -> EluLoops.elu(Selu.LAMBDA, EluLoops.SELU_LEFT, z, zi, y, yi, n);
            case Sigmoid sigmoid -> SigmoidLoops.sigmoid(z, zi, y, yi, n);
            case Tanh tanh -> TanhLoops.tanh(z, zi, y, yi, n);
            case Softplus softplus -> SoftplusLoops.softplus(z, zi, y, yi, n);
            case Silu silu -> SiluLoops.silu(z, zi, y, yi, n);
            case Gelu gelu -> GeluLoops.gelu(z, zi, y, yi, n);
            case GeluTanh geluTanh -> GeluTanhLoops.geluTanh(z, zi, y, yi, n);
        }
    }

    /** The same for whole vectors. */
    static void backwardVectors(
            Activation activation,
            float[] dy,
            int dyi,
            float[] saved,
            int savedi,
            float[] dz,
            int dzi,
            float[] db,
            int dbi,
            int n) {
        switch (activation) {
            case Identity identity -> ReluLoops.identityGradient(dy, dyi, dz, dzi, db, dbi, n);
            case Relu relu -> ReluLoops.gradient(0, dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case LeakyRelu leaky -> ReluLoops.gradient(leaky.slope(), dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case Elu elu -> EluLoops.gradient(1, elu.alpha(), dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case Selu selu ->
                EluLoops.gradient(Selu.LAMBDA, EluLoops.SELU_LEFT, dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case Sigmoid sigmoid -> SigmoidLoops.gradient(dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case Tanh tanh -> TanhLoops.gradient(dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case Softplus softplus -> SigmoidLoops.softplusGradient(dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case Silu silu -> SiluLoops.gradient(dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case Gelu gelu -> GeluLoops.gradient(dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
            case GeluTanh geluTanh -> GeluTanhLoops.gradient(dy, dyi, saved, savedi, dz, dzi, db, dbi, n);
        }
    }
}
