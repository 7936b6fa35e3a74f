package dev.nn.simd.plain;

import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.HalfPanels;
import dev.nn.simd.product.HalfProduct;

/** Z = X·W + b with W in bfloat16 in plain Java, with the bits of {@link HalfProduct}. */
public final class PlainHalfProduct {
    private static final int L = VectorWidth.LANES;

    private PlainHalfProduct() {}

    static void multiply(int fromRow, int toRow, Rows x, HalfPanels panels, Rows z, float[] sums) {
        for (int j = 0; j < panels.out(); j += Blocking.NR) {
            int width = panels.width(j), columns = Math.min(width, panels.out() - j);
            for (int r = fromRow; r < toRow; r++) {
                System.arraycopy(panels.bias(), j, sums, 0, width);
                for (int k = 0; k < panels.in(); k++) {
                    addScaled(x.data()[x.index(r, k)], panels.weights(), panels.panel(j) + k * width / 2, sums, width);
                }
                System.arraycopy(sums, 0, z.data(), z.index(r, j), columns);
            }
        }
    }

    /** An int holds the weights of two columns, L apart. */
    private static void addScaled(float factor, int[] w, int wi, float[] sums, int width) {
        for (int pair = 0, i = wi; pair < width; pair += 2 * L) {
            for (int j = pair; j < pair + L; j++, i++) {
                sums[j] = Math.fma(factor, Float.intBitsToFloat(w[i] << 16), sums[j]);
                sums[j + L] = Math.fma(factor, Float.intBitsToFloat(w[i] & 0xffff0000), sums[j + L]);
            }
        }
    }
}
