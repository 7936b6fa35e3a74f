package dev.nn.simd.plain;

import dev.nn.activation.Activation;
import dev.nn.simd.convolution.Arithmetic;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.LinePair;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.TileFrame.Start;
import java.util.Arrays;

/**
 * The loops of convolutions in plain Java: every sum is one chain of fused multiply-adds in the order of its terms, as in the
 * micro-kernels, so it has their bits.
 */
public final class PlainArithmetic implements Arithmetic {
    /** Columns of a tile of one row: four sums that don't wait for each other. */
    private static final int COLUMNS = 4;

    @Override
    public int blockLength() {
        return 1 << 30;
    }

    @Override
    public void multiply(TileFrame f) {
        for (int r = 0; r < f.rows; r++) {
            int from = f.ia + f.aRows[f.ir + r], at = f.ic + r * f.cRow, start = f.is + r * f.sRow;
            if (f.start == Start.ZERO) Arrays.fill(f.c, at, at + f.width, 0f);
            else if (f.start == Start.BIAS) System.arraycopy(f.s, start, f.c, at, f.width);
            for (int j = 0; j < f.width; j += COLUMNS) {
                if (f.lanes) lanes(f, from + j, f.ib + j, at + j);
                else row(f, from, f.ib + j, at + j);
            }
            for (int j = at; f.relu && j < at + f.width; j++) if (f.c[j] <= 0) f.c[j] = 0;
        }
    }

    /** Four columns of one row. */
    private static void row(TileFrame f, int ia, int ib, int ic) {
        float[] a = f.a, b = f.b, c = f.c;
        int[] aSteps = f.aSteps;
        int depth = f.depth, id = f.id, bDepth = f.bDepth;
        float s0 = c[ic], s1 = c[ic + 1], s2 = c[ic + 2], s3 = c[ic + 3];
        int q = ib;
        for (int k = 0; k < depth; k++) {
            float x = a[ia + aSteps[id + k]];
            s0 = Math.fma(x, b[q], s0);
            s1 = Math.fma(x, b[q + 1], s1);
            s2 = Math.fma(x, b[q + 2], s2);
            s3 = Math.fma(x, b[q + 3], s3);
            q += bDepth;
        }
        c[ic] = s0;
        c[ic + 1] = s1;
        c[ic + 2] = s2;
        c[ic + 3] = s3;
    }

    /** The same where each column has its own A. */
    private static void lanes(TileFrame f, int ia, int ib, int ic) {
        float[] a = f.a, b = f.b, c = f.c;
        int[] aSteps = f.aSteps;
        int depth = f.depth, id = f.id, bDepth = f.bDepth;
        float s0 = c[ic], s1 = c[ic + 1], s2 = c[ic + 2], s3 = c[ic + 3];
        int q = ib;
        for (int k = 0; k < depth; k++) {
            int p = ia + aSteps[id + k];
            s0 = Math.fma(a[p], b[q], s0);
            s1 = Math.fma(a[p + 1], b[q + 1], s1);
            s2 = Math.fma(a[p + 2], b[q + 2], s2);
            s3 = Math.fma(a[p + 3], b[q + 3], s3);
            q += bDepth;
        }
        c[ic] = s0;
        c[ic + 1] = s1;
        c[ic + 2] = s2;
        c[ic + 3] = s3;
    }

    @Override
    public int mostLines() {
        return 0;
    }

    @Override
    public void multiplyLines(TileFrame frame) {
        throw new UnsupportedOperationException("line by line is faster in plain Java");
    }

    @Override
    public boolean hasLinePairs() {
        return false;
    }

    @Override
    public void multiplyPair(LinePair pair) {
        throw new UnsupportedOperationException("packed lines are no slower in plain Java");
    }

    @Override
    public void transpose(PanelLayout layout, float[] w, int weights, int row, int rows, float[] to, int at) {
        int width = Blocking.padded(rows);
        for (int f = 0; f < layout.out(); f++) {
            for (int r = 0; r < width; r++) {
                to[at + f * width + r] = r < rows ? w[weights + layout.index(row + r, f)] : 0;
            }
        }
    }

    @Override
    public void widen(int[] halves, int first, int lines, float[] to, int at) {
        for (int line = first, i = at; line < first + lines; line++, i += Blocking.LINE) {
            int from = line / 2 * Blocking.LINE, shift = line % 2 == 0 ? 16 : 0;
            for (int j = 0; j < Blocking.LINE; j++) {
                to[i + j] = Float.intBitsToFloat(halves[from + j] << shift & 0xffff0000);
            }
        }
    }

    @Override
    public void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch) {
        PlainActivations.forward(activation, z, zi, y, yi, n);
    }
}
