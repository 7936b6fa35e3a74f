package dev.nn.simd.convolution;

import dev.nn.activation.Activation;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.product.BlockLength;
import dev.nn.simd.product.HalfLines;
import dev.nn.simd.product.LinePair;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.Transpose;
import dev.nn.simd.product.WindowTiles;

/** The loops of convolutions on vectors. */
public final class VectorArithmetic implements Arithmetic {
    @Override
    public int blockLength() {
        return BlockLength.KC;
    }

    @Override
    public void multiply(TileFrame frame) {
        WindowTiles.multiply(frame);
    }

    @Override
    public int mostLines() {
        return WindowTiles.LINES;
    }

    @Override
    public void multiplyLines(TileFrame frame) {
        WindowTiles.multiplyLines(frame);
    }

    @Override
    public boolean hasLinePairs() {
        return true;
    }

    /** Whether {@link #multiplyPair} serves these convolutions. */
    public static boolean takesPairs(ConvolutionShape shape) {
        return DepthwiseLines.serve(shape);
    }

    @Override
    public void multiplyPair(LinePair pair) {
        WindowTiles.multiplyPair(pair);
    }

    @Override
    public void transpose(PanelLayout layout, float[] w, int weights, int row, int rows, float[] to, int at) {
        Transpose.block(layout, w, weights, row, rows, 0, layout.out(), to, at);
    }

    @Override
    public void widen(int[] halves, int first, int lines, float[] to, int at) {
        HalfLines.widen(halves, first, lines, to, at);
    }

    @Override
    public void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch) {
        ActivationEpilogues.forward(activation, z, zi, y, yi, n, scratch, 0);
    }
}
