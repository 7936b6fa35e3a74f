package dev.nn.simd.convolution;

import dev.nn.activation.Activation;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.product.BlockLength;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.Transpose;
import dev.nn.simd.product.WindowTiles;

/** The loops of convolutions on vectors. */
public final class VectorArithmetic implements Arithmetic {
    @Override
    public float[] zeros() {
        return WindowTiles.ZEROS;
    }

    @Override
    public int blockLength() {
        return BlockLength.KC;
    }

    @Override
    public void multiply(
            boolean lanes,
            int rows,
            int width,
            int depth,
            float[] a,
            int ia,
            int[] aRows,
            int ir,
            int[] aSteps,
            int id,
            float[] b,
            int ib,
            int bDepth,
            float[] c,
            int ic,
            int cRow,
            float[] s,
            int is,
            int sRow,
            boolean relu) {
        WindowTiles.multiply(
                lanes, rows, width, depth, a, ia, aRows, ir, aSteps, id, b, ib, bDepth, c, ic, cRow, s, is, sRow, relu);
    }

    @Override
    public void transpose(
            PanelLayout layout, float[] w, int weights, int row, int rows, float[] to, int at, int width) {
        Transpose.block(layout, w, weights, row, rows, 0, layout.out(), to, at, width);
    }

    @Override
    public void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch, int si) {
        ActivationEpilogues.forward(activation, z, zi, y, yi, n, scratch, si);
    }
}
