package dev.nn.simd;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;

/**
 * dW = Xᵀ·dZ, in the panels of the weights.
 *
 * <pre>
 * for each panel of NR outputs           its columns of dZ, batch × NR, are B
 *   for each tile of inputs              the micro-kernel, reading X by column; sums over the batch
 * </pre>
 *
 * X is not transposed first: four neighbouring columns share cache lines, and packing it gained nothing.
 */
final class WeightsProduct {
    private WeightsProduct() {}

    static int scratch(int batch) {
        return batch * Blocking.NR;
    }

    static void multiply(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            PanelLayout layout,
            Affine gradient,
            boolean accumulate,
            float[] scratch) {
        for (int j = 0; j < layout.out(); j += Blocking.NR) {
            int width = layout.width(j);
            boolean edge = j >= layout.edge();
            if (edge)
                Packing.copyPadded(batch, layout.out() - j, dz.data(), dz.index(0, j), dz.stride(), scratch, 0, width);
            int at = gradient.weights() + layout.panel(j) + fromRow * width;
            Tiles.multiply(
                    toRow - fromRow,
                    width,
                    batch,
                    x.data(),
                    x.index(0, fromRow),
                    1,
                    x.stride(),
                    edge ? scratch : dz.data(),
                    edge ? 0 : dz.index(0, j),
                    edge ? width : dz.stride(),
                    gradient.data(),
                    at,
                    width,
                    accumulate ? gradient.data() : Tiles.ZEROS,
                    accumulate ? at : 0,
                    accumulate ? width : 0,
                    false);
        }
    }
}
