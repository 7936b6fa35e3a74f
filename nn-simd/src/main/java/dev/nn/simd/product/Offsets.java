package dev.nn.simd.product;

/** Where the elements of a matrix behind tables lie, in one of its two directions. Immutable. */
public final class Offsets {
    /** For each index, the offset. */
    final int[] at;

    /** For each index, how many offsets from there on follow each other by {@link #gap}; empty if nobody wants to know. */
    final int[] runs;

    /** From one offset to the next in a run. */
    final int gap;

    private Offsets(int[] at, int[] runs, int gap) {
        this.at = at;
        this.runs = runs;
        this.gap = gap;
    }

    /** These offsets, which are not copied. */
    public static Offsets of(int... at) {
        return new Offsets(at, new int[0], 0);
    }

    /** The same with their runs, in which they are as far apart as the first two. */
    public static Offsets spaced(int... at) {
        int gap = at.length > 1 ? at[1] - at[0] : 0;
        return new Offsets(at, runs(at, gap), gap);
    }

    private static int[] runs(int[] at, int gap) {
        int[] runs = new int[at.length];
        for (int k = at.length - 1; k >= 0; k--) {
            runs[k] = k + 1 < at.length && at[k + 1] - at[k] == gap ? runs[k + 1] + 1 : 1;
        }
        return runs;
    }

    /** How many there are. */
    public int size() {
        return at.length;
    }
}
