package dev.nn.simd.plain;

import dev.nn.activation.Activation;
import dev.nn.simd.function.GradientFrame;
import dev.nn.simd.lane.LaneArithmetic;
import dev.nn.simd.lane.LaneFrame;
import dev.nn.simd.product.Blocking;

/** The loops of several networks at once in plain Java, lane by lane, with the bits of the vector code. */
public final class PlainLanes implements LaneArithmetic {
    private static final int E = Blocking.LINE;

    @Override
    public void chains(LaneFrame f) {
        float[] a = f.a, b = f.b, c = f.c, s = f.s;
        int aDepth = E * f.aDepth, bDepth = E * f.bDepth, depth = f.depth;
        for (int r = 0; r < f.rows; r++) {
            for (int j = 0; j < f.columns; j++) {
                int ia = E * (f.ia + r * f.aRow), ib = E * (f.ib + j * f.bColumn);
                int ic = E * (f.ic + r * f.cRow + j * f.cColumn), is = E * (f.is + r * f.sRow + j * f.sColumn);
                for (int m = 0; m < E; m++) {
                    float sum = s[is + m];
                    for (int k = 0, p = ia + m, q = ib + m; k < depth; k++, p += aDepth, q += bDepth) {
                        sum = Math.fma(a[p], b[q], sum);
                    }
                    c[ic + m] = sum;
                }
            }
        }
    }

    @Override
    public void trees(LaneFrame f, boolean biased) {
        for (int r = 0; r < f.rows; r++) {
            for (int j = 0; j < f.columns; j++) {
                int ia = E * (f.ia + r * f.aRow), ib = E * (f.ib + j * f.bColumn);
                int ic = E * (f.ic + r * f.cRow + j * f.cColumn), is = E * (f.is + r * f.sRow + j * f.sColumn);
                for (int m = 0; m < E; m++) {
                    float sum = tree(f, ia + m, ib + m);
                    f.c[ic + m] = biased ? sum + f.s[is + m] : sum;
                }
            }
        }
    }

    /** Half of the tree from the even terms, half from the odd ones. */
    private static float tree(LaneFrame f, int ia, int ib) {
        float sum = half(f, ia, ib, 0) + half(f, ia, ib, 1);
        // What missing terms, which are zero, do to a sum.
        return f.depth < E ? sum + 0f : sum;
    }

    private static float half(LaneFrame f, int ia, int ib, int first) {
        float t0 = term(f, ia, ib, first) + term(f, ia, ib, first + 8);
        float t4 = term(f, ia, ib, first + 4) + term(f, ia, ib, first + 12);
        float t2 = term(f, ia, ib, first + 2) + term(f, ia, ib, first + 10);
        float t6 = term(f, ia, ib, first + 6) + term(f, ia, ib, first + 14);
        return (t0 + t4) + (t2 + t6);
    }

    /** The sum of every sixteenth term. */
    private static float term(LaneFrame f, int ia, int ib, int first) {
        float sum = 0;
        for (int k = first; k < f.depth; k += E) sum = Math.fma(f.a[ia + E * k], f.b[ib + E * k], sum);
        return sum;
    }

    @Override
    public void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch) {
        PlainActivations.forward(activation, z, zi, y, yi, n);
    }

    @Override
    public void gradient(Activation activation, GradientFrame frame, float[] scratch) {
        PlainActivations.backward(activation, frame);
    }
}
