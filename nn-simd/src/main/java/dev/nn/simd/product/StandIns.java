package dev.nn.simd.product;

import dev.nn.kernel.WeightLayout;

/** The stand-ins of the products with these weights; those of dX are with its {@linkplain InputWay#standIn ways}. */
public final class StandIns {
    private StandIns() {}

    /** Of Z = X·W + b. */
    public static StandIn forward(int batch, WeightLayout layout) {
        return layout instanceof NarrowLayout narrow
                ? NarrowProducts.forwardStandIn(batch, narrow)
                : ForwardProduct.standIn(batch, layout.in(), layout.out());
    }

    /** Of dW = Xᵀ·dZ. */
    public static StandIn weights(int batch, WeightLayout layout) {
        return layout instanceof NarrowLayout narrow
                ? NarrowProducts.weightsStandIn(batch, narrow)
                : WeightsProduct.standIn(batch, layout.in(), layout.out());
    }
}
