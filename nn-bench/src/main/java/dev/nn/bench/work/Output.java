package dev.nn.bench.work;

/** A result of a dense layer's work, as a row-major matrix. */
public enum Output {
    /** X·W, without bias and activation: batch × out. */
    PRODUCT,
    /** act(X·W + b): batch × out. */
    Y,
    /** dY ⊙ act′: batch × out. */
    DZ,
    /** Column sums of dZ: one row. */
    DB,
    /** Xᵀ·dZ: in × out. */
    DW,
    /** dZ·Wᵀ: batch × in. */
    DX
}
