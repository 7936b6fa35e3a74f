package dev.nn.simd.product;

/** C = S + A·B for any number of rows and one panel of columns, by the kernel that suits the length of the sums. */
public final class Product {
    private Product() {}

    /** Like {@link Tiles#multiply}, without ReLU. */
    static void multiply(TileFrame f) {
        if (f.depth > 0 && f.depth <= OuterProduct.MAX_DEPTH) OuterProduct.multiply(f);
        else Tiles.multiply(f);
    }
}
