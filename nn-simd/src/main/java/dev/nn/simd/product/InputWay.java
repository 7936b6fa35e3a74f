package dev.nn.simd.product;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;

/** The ways to dX = dZ·Wᵀ; the layer's shape and the batch decide. */
public enum InputWay {
    /** W is kept transposed. */
    NARROW,

    /** Dot products, for batches too small to transpose anything: {@link DotInputProduct}. */
    DOTS,

    /** The batch is transposed, where it is smaller than W: {@link InputByRows}. */
    ROWS,

    /** W is transposed, block by block: {@link InputProduct}. */
    COLUMNS;

    /** The best way for this shape. */
    public static InputWay of(int batch, WeightLayout layout) {
        if (layout instanceof NarrowLayout) return NARROW;
        if (batch <= DotInputProduct.MAX_BATCH) return DOTS;
        return InputByRows.pays(batch, layout.in(), layout.out()) ? ROWS : COLUMNS;
    }

    /** The stand-in of a layer for which this is the way. */
    public StandIn standIn(int batch, WeightLayout layout) {
        int in = layout.in(), out = layout.out();
        return switch (this) {
            case NARROW -> NarrowProducts.inputStandIn(batch, (NarrowLayout) layout);
            case DOTS -> DotInputProduct.standIn(batch, in, out);
            case ROWS -> InputByRows.standIn(batch, in, out);
            case COLUMNS -> InputProduct.standIn(batch, in, out);
        };
    }

    /** dX = dZ·Wᵀ for the columns {@code from} to {@code to} of dX, on this way. */
    public void multiply(int batch, int from, int to, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        TileFrame f = TileFrame.of(workspace);
        switch (this) {
            case NARROW -> NarrowProducts.input(batch, from, to, dz, parameters, dx, f);
            case DOTS -> DotInputProduct.multiply(batch, from, to, dz, parameters, dx, workspace);
            case ROWS -> InputByRows.multiply(batch, from, to, dz, parameters, dx, f);
            case COLUMNS -> InputProduct.multiply(batch, from, to, dz, parameters, dx, f);
        }
    }
}
