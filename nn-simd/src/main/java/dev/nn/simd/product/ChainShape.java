package dev.nn.simd.product;

import dev.nn.kernel.Operation;

/** Which consecutive layers are small enough for a chain (package {@code chain}), and the memory that it takes. */
public final class ChainShape {
    /** Inputs and outputs of a layer; beyond, a panel's kernel is as fast, and reads its weights once. */
    private static final int WIDEST = 64;

    /** Rows that pass the layers together, where the lanes of vectors are rows. */
    public static final int ROWS = 2 * Blocking.LINE;

    private ChainShape() {}

    /** Whether a chain is faster than one layer after the other. */
    public static boolean isSmall(Operation.RowPrediction operation) {
        for (Operation.Prediction layer : operation.layers()) {
            if (Math.max(layer.parameters().in(), layer.parameters().out()) > WIDEST) return false;
        }
        return !operation.layers().isEmpty();
    }

    /** Floats of scratch memory: the inputs and outputs of a layer for a block of rows; none if they are not small. */
    public static int scratch(Operation.RowPrediction operation) {
        return isSmall(operation) ? 2 * width(operation) * ROWS : 0;
    }

    /** The widest layer, in whole lines. */
    public static int width(Operation.RowPrediction operation) {
        int width = Blocking.LINE;
        for (Operation.Prediction layer : operation.layers()) {
            int widest = Math.max(layer.parameters().in(), layer.parameters().out());
            width = Math.max(width, Blocking.padded(widest));
        }
        return width;
    }
}
