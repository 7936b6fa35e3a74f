package dev.nn.simd.function;

import dev.nn.activation.Activation;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.Blocking;

/**
 * What follows the product in a layer, for one row of any length: the activation forward, and backward the gradient
 * through it together with its sum for the bias.
 *
 * <p>A remainder shorter than a vector goes through scratch memory and the same vector code. So what comes out for a
 * value doesn't depend on where it stands, and there are no masks, which C2 at times compiles to objects.
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
        if (whole > 0) ActivationLoops.forward(activation, z, zi, y, yi, whole);
        if (tail > 0) {
            System.arraycopy(z, zi + whole, scratch, si, tail);
            ActivationLoops.forward(activation, scratch, si, scratch, si, LANES);
            System.arraycopy(scratch, si, y, yi + whole, tail);
        }
    }

    /**
     * The gradient for the piece of a row in the frame, which is used up; {@code saved} is z or y, as {@link
     * Activation#saved()} says; dz and dy may be the same place.
     */
    public static void backward(Activation activation, GradientFrame f, float[] scratch, int si) {
        int n = f.length, tail = n % LANES;
        int whole = n - tail;
        f.length = whole;
        if (whole > 0) ActivationLoops.backward(activation, f);
        if (tail > 0) {
            float[] dz = f.dz, db = f.db;
            int dzAt = f.dzAt + whole, dbAt = f.dbAt + whole;
            int savedTail = si + LANES, dbTail = si + 2 * LANES;
            System.arraycopy(f.dy, f.dyAt + whole, scratch, si, tail);
            System.arraycopy(f.saved, f.savedAt + whole, scratch, savedTail, tail);
            System.arraycopy(db, dbAt, scratch, dbTail, tail);
            f.dy(scratch, si)
                    .saved(scratch, savedTail)
                    .dz(scratch, si)
                    .db(scratch, dbTail)
                    .length(LANES);
            ActivationLoops.backward(activation, f);
            System.arraycopy(scratch, si, dz, dzAt, tail);
            System.arraycopy(scratch, dbTail, db, dbAt, tail);
        }
    }
}
