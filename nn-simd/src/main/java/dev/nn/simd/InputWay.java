package dev.nn.simd;

import dev.nn.kernel.WeightLayout;

/** The ways to dX = dZ·Wᵀ; the layer's shape and the batch decide. */
enum InputWay {
    /** W is kept transposed. */
    NARROW,

    /** Dot products, for batches too small to transpose anything: {@link DotInputProduct}. */
    DOTS,

    /** The batch is transposed, where it is smaller than W: {@link InputByRows}. */
    ROWS,

    /** W is transposed, block by block: {@link InputProduct}. */
    COLUMNS;

    static InputWay of(int batch, WeightLayout layout) {
        if (layout instanceof NarrowLayout) return NARROW;
        if (batch <= DotInputProduct.MAX_BATCH) return DOTS;
        return InputByRows.pays(batch, layout.in(), layout.out()) ? ROWS : COLUMNS;
    }
}
