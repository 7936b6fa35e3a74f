package dev.nn.simd.product;

/** C = S + A·B for any number of rows and one panel of columns, by the kernel that suits the length of the sums. */
public final class Product {
    private Product() {}

    /** Like {@link Tiles#multiply}, without ReLU. */
    static void multiply(
            int rows,
            int width,
            int depth,
            float[] a,
            int ia,
            int aRow,
            int aDepth,
            float[] b,
            int ib,
            int bDepth,
            float[] c,
            int ic,
            int cRow,
            float[] s,
            int is,
            int sRow) {
        if (depth > 0 && depth <= OuterProduct.MAX_DEPTH) {
            OuterProduct.multiply(rows, width, depth, a, ia, aRow, aDepth, b, ib, bDepth, c, ic, cRow, s, is, sRow);
        } else {
            Tiles.multiply(rows, width, depth, a, ia, aRow, aDepth, b, ib, bDepth, c, ic, cRow, s, is, sRow, false);
        }
    }
}
