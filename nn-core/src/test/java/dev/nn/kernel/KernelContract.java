package dev.nn.kernel;

/** Part of what every implementation of {@link DenseKernels} must do; {@link DenseKernelsContract} has all parts. */
interface KernelContract {
    /** The implementation that is tested. */
    DenseKernels kernels();

    /** A layer of this shape with random operands. */
    default LayerCase layer(Shape shape) {
        return new LayerCase(kernels(), shape);
    }

    /** What is done to a range of rows or columns. */
    @FunctionalInterface
    interface Piece {
        void run(int from, int to);
    }

    /** Does {@code piece} for all ranges between the cuts, the last one first. */
    default void inPieces(LayerCase layer, int n, Piece piece) {
        var cuts = layer.cuts(n);
        for (int i = cuts.size() - 1; i > 0; i--) piece.run(cuts.get(i - 1), cuts.get(i));
    }
}
