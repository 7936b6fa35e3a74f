package dev.nn.kernel;

/**
 * The arithmetic of a dense layer in sixteen networks of the same shape at once: where {@link DenseKernels} have a number,
 * here are sixteen side by side, one for each network. So a small network fills whole vectors, too.
 *
 * <p>A matrix of a batch is an array in which element (row, column) of network m is {@code [16·(row·s + column) + m]},
 * with s = {@link #stride} of its columns; what lies between the columns and s is finite. What is at place p in a network's
 * parameters is at {@code 16·p + m} in those of the {@link LaneLayer}.
 *
 * <p>Each network gets the bits that the {@link DenseKernels} which gave these would compute for it alone. A network's
 * numbers never reach another's. After warm-up nothing is allocated.
 */
public interface LaneKernels {
    /** Networks at once. */
    int LANES = 16;

    /** Whether a layer is so small that this is the faster way. */
    boolean supports(WeightLayout layout);

    /** Y = act(X·W + b). If the activation saves its input, X·W + b is written to {@code z}, else {@code z} is ignored. */
    void forward(int batch, LaneLayer layer, float[] x, float[] z, float[] y, Workspace workspace);

    /** dZ = dY ⊙ act′ in the place of dY, and db; {@code saved} is Z or Y, as the activation says. */
    void backwardActivation(int batch, LaneLayer layer, float[] dy, float[] saved, Workspace workspace);

    /** dW = Xᵀ·dZ. */
    void backwardWeights(int batch, LaneLayer layer, float[] x, float[] dz, Workspace workspace);

    /** dX = dZ·Wᵀ. */
    void backwardInput(int batch, LaneLayer layer, float[] dz, float[] dx, Workspace workspace);

    /** Elements from the start of a row to that of the next: 2, 4, 8 or a multiple of 16. */
    static int stride(int columns) {
        if (columns > 8) return Math.addExact(columns, 15) / 16 * 16;
        return columns > 4 ? 8 : columns > 2 ? 4 : 2;
    }
}
