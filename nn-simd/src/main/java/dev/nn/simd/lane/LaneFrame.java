package dev.nn.simd.lane;

import dev.nn.kernel.Workspace;

/**
 * The operands of a product in every lane, C[r][j] = S[r][j] + Σ A[r][k]·B[k][j]. An element is 16 floats, one for each
 * network; places and steps count elements. Whoever begins fills it in; one object for a thread.
 */
public final class LaneFrame {
    private static final float[] ZERO = new float[16];

    public float[] a = {}, b = {}, c = {}, s = {};
    public int ia, ib, ic, is;

    /** From a row to the next, and from one k to the next. */
    public int aRow, aDepth;

    public int bDepth, bColumn;
    public int cRow, cColumn;
    public int sRow, sColumn;
    public int rows, columns, depth;

    /** The one of this workspace. */
    static LaneFrame of(Workspace workspace) {
        return workspace.kept(LaneFrame.class, LaneFrame::new);
    }

    LaneFrame size(int rows, int columns, int depth) {
        this.rows = rows;
        this.columns = columns;
        this.depth = depth;
        return this;
    }

    LaneFrame a(float[] a, int at, int row, int step) {
        this.a = a;
        ia = at;
        aRow = row;
        aDepth = step;
        return this;
    }

    LaneFrame b(float[] b, int at, int step, int column) {
        this.b = b;
        ib = at;
        bDepth = step;
        bColumn = column;
        return this;
    }

    LaneFrame c(float[] c, int at, int row, int column) {
        this.c = c;
        ic = at;
        cRow = row;
        cColumn = column;
        return this;
    }

    /** The sums begin at zero. */
    LaneFrame fromZero() {
        return from(ZERO, 0, 0, 0);
    }

    /** The sums go on from what is in C. */
    LaneFrame fromC() {
        return from(c, ic, cRow, cColumn);
    }

    /** The sums begin with the bias of their column. */
    LaneFrame fromBias(float[] bias, int at) {
        return from(bias, at, 0, 1);
    }

    private LaneFrame from(float[] s, int at, int row, int column) {
        this.s = s;
        is = at;
        sRow = row;
        sColumn = column;
        return this;
    }
}
