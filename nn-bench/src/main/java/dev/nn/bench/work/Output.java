package dev.nn.bench.work;

/**
 * A result of a layer's work, as a row-major matrix: of dense layers rows × values, of convolutions pixels of the batch ×
 * channels.
 */
public enum Output {
    /** X·W, without bias and activation: batch × out. */
    PRODUCT,
    /** act(X·W + b): batch × out. */
    Y,
    /** dY ⊙ act′: batch × out. */
    DZ,
    /** Column sums of dZ: one row. */
    DB,
    /** Xᵀ·dZ: in × out; of a convolution (kernel row, kernel column, channel of the group) × filters. */
    DW,
    /** dZ·Wᵀ: batch × in. */
    DX
}
