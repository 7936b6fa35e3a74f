package dev.nn.simd.lane;

import dev.nn.activation.Activation;
import dev.nn.simd.function.GradientFrame;

/** The loops that layers of several networks are made of: on vectors, or in plain Java with the same bits. */
public interface LaneArithmetic {
    /** C = S + A·B: each sum is one chain of multiply-adds in the order of k. */
    void chains(LaneFrame frame);

    /**
     * C = S + A·B, or just A·B: each product is sixteen sums, one for each k modulo 16, and their tree. The elements of a row
     * of A lie side by side, as do those of a column of B; both are zero behind the last one up to 2, 4, 8 or a multiple of
     * 16.
     *
     * @param biased whether S is added
     */
    void trees(LaneFrame frame, boolean biased);

    /** y[yi + i] = act(z[zi + i]) for n floats, a multiple of 16; both may be the same place. */
    void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch);

    /** dz = dy · act′ and db += dz for the piece in the frame, whose length is a multiple of 16. */
    void gradient(Activation activation, GradientFrame frame, float[] scratch);
}
