package dev.nn.simd.convolution;

import dev.nn.activation.Activation;
import dev.nn.simd.product.LinePair;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;

/**
 * The loops that convolutions are made of: on vectors, or in plain Java with the same bits.
 *
 * <p>What calls them knows no vectors, so both share all that lies around.
 */
public interface Arithmetic {
    /** Steps of a sum in a block; changes no bit. */
    int blockLength();

    /**
     * C = S + A·B for the operands in the frame, A behind tables: any number of rows and one panel of columns, whole lines or
     * vectors.
     */
    void multiply(TileFrame frame);

    /** Lines of C that {@link #multiplyLines} takes at once; 0 if it has nothing to gain. */
    int mostLines();

    /**
     * C += A·B for some pixels that see one line of the source, A behind tables; each 16 columns of B belong to a line of C,
     * {@link TileFrame#lines} apart.
     */
    void multiplyLines(TileFrame frame);

    /** Whether {@link #multiplyPair} has something to gain. */
    boolean hasLinePairs();

    /** Two lines of a depthwise convolution whose source and target have the same size. */
    void multiplyPair(LinePair pair);

    /**
     * Writes W[row + r][f], which begins at {@code weights}, to {@code to[at + f · width + r]} for r below {@code rows} and
     * all columns f, where {@code width} is {@code rows} rounded up to whole lines; zero for r from {@code rows} to {@code
     * width}. Up to 15 rows of {@code width} behind the last may be overwritten too.
     */
    void transpose(PanelLayout layout, float[] w, int weights, int row, int rows, float[] to, int at);

    /**
     * Writes the lines {@code first} to {@code first + lines} of weights in bfloat16, two lines of 16 in 16 ints, to {@code to}
     * as floats, from {@code at} on.
     */
    void widen(int[] halves, int first, int lines, float[] to, int at);

    /** y[yi + j] = act(z[zi + j]) for n values, which may be the same place. */
    void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch);
}
