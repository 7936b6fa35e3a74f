package dev.nn.simd.product;

import dev.nn.kernel.Workspace;
import dev.nn.simd.jvm.VectorWidth;

/**
 * The operands of {@link DepthwiseKernel}: two lines of the target, and the lines of the source that they see. Both images have
 * the same sizes. One object serves a thread again and again, like a {@link TileFrame}.
 */
public final class LinePair {
    /** Columns of a tile at the border, with the one that it sees beside it. */
    public static final int LEAST_WIDTH = 5;

    /** Vectors that a vector of channels has: weights, and the start of sums. */
    static final int ROWS = 10;

    private static final int L = VectorWidth.LANES;

    /** The source; where the first line of the pair has its first pixel, as the pair is walked through. */
    float[] a = {};

    int ia;

    /** The target, and the same place there. */
    float[] c = {};

    int ic;

    /** For each vector of channels nine vectors of weights and one that its sums start from; the last may overlap the one before. */
    float[] w = {};

    int iw;

    /** Channels of a pixel; pixels of a line. */
    int channels, width;

    /** Floats from pixel to pixel and from line to line; negative if walked through backwards. */
    int gap, line;

    /** Whether the first line is the image's first one, as it is walked through; whether the second is the last. */
    boolean top, bottom;

    /** Sums up to this one become 0: 0 for ReLU, NaN for none. */
    float least;

    /** The one of this workspace. */
    public static LinePair of(Workspace workspace) {
        return workspace.kept(LinePair.class, LinePair::new);
    }

    /** Images of such lines; {@code forward} or from the last pixel to the first. */
    public LinePair size(int width, int channels, boolean forward) {
        this.width = width;
        this.channels = channels;
        gap = forward ? channels : -channels;
        line = width * gap;
        return this;
    }

    /** Floats of {@link #weights}. */
    public static int floats(int channels) {
        return (channels + L - 1) / L * ROWS * L;
    }

    /** From now on the weights are at {@code w[at …]}, where {@link #copy} brings them. */
    public LinePair weights(float[] w, int at, boolean relu) {
        this.w = w;
        iw = at;
        least = relu ? 0 : Float.NaN;
        return this;
    }

    /** Copies one of the nine rows of weights, or the tenth, from which sums start, to its vectors. */
    public void copy(int row, float[] from, int at) {
        for (int v = 0, to = iw + row * L; v < channels; v += L, to += ROWS * L) {
            System.arraycopy(from, at + Math.min(v, channels - L), w, to, L);
        }
    }

    /** Two lines: where the first of them begins, and whether the lines before and behind them exist. */
    public LinePair lines(float[] a, int ia, float[] c, int ic, boolean top, boolean bottom) {
        this.a = a;
        this.ia = ia;
        this.c = c;
        this.ic = ic;
        this.top = top;
        this.bottom = bottom;
        return this;
    }
}
