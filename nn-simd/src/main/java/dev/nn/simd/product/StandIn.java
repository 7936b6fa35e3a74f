package dev.nn.simd.product;

/**
 * A small layer on which a product runs through the same code as on a large one, so that the JVM compiles what the large
 * one needs. Each product names its own, because it knows which tiles it takes.
 *
 * @param batch rows
 * @param in inputs
 * @param out outputs
 * @param inBlocks whether the large product's sums lie in several blocks; all but the first go on from what is there
 */
public record StandIn(int batch, int in, int out, boolean inBlocks) {
    /** Terms of sums that are long enough to be like all longer ones: more than {@link OuterProduct} has. */
    static final int TERMS = 32;

    /** From here on the heights of tiles depend on the rows modulo this only. */
    private static final int ROWS = 64;

    /** As few as n rows that meet tiles of the same heights. */
    static int rows(int n) {
        return n <= 2 * ROWS ? n : ROWS + n % ROWS;
    }

    /** As few as n columns, n modulo {@code panel} and at least one whole panel, if n has that. */
    static int columns(int n, int panel) {
        return n <= 2 * panel ? n : panel + n % panel;
    }

    /** The same for outputs in panels: more than {@link NarrowLayout} has, or the stand-in would be a layer of that kind. */
    static int outputs(int n, int panel) {
        return columns(n, Math.max(panel, 2 * Blocking.NARROW));
    }

    /** The most outputs in a block of dX: so few, where there are to be several. */
    public int kc() {
        return inBlocks ? Blocking.NR : BlockLength.KC;
    }
}
