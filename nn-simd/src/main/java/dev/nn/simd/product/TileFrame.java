package dev.nn.simd.product;

import dev.nn.kernel.Workspace;

/**
 * The operands of C = S + A·B for some rows and one panel of columns. Whoever begins fills them in, and the loops and
 * kernels below read them, where each call would hand on 17 arguments. One object serves a thread again and again.
 */
public final class TileFrame {
    /** Where the sums start. */
    public enum Start {
        /** At a row that all rows have in common. */
        BIAS,
        /** At what C holds. */
        CONTINUE,
        /** At nothing. */
        ZERO
    }

    /** The workspace's scratch memory, for edges and packed operands. */
    public float[] scratch = {};

    /** The most terms of a sum in a block, where a warm-up or a test wants another number than the usual one. */
    private int blockLength;

    /** Of A and C. */
    public int rows;

    /** Columns of B and C: whole vectors, at most NR. */
    public int width;

    /** Columns of A, rows of B. */
    public int depth;

    /** A[r][k] is a[ia + r·aRow + k·aDepth]. */
    public float[] a = {};

    public int ia, aRow, aDepth;

    /** Or, in convolutions, a[ia + aRows[ir + r] + aSteps[id + k]], … */
    public int[] aRows = {}, aSteps = {};

    public int ir, id;

    /** The tables whole. */
    Offsets places = Offsets.of(), steps = places;

    /** … and if so whether each column has its own A, one behind the other. */
    public boolean lanes;

    /** B[k][j] is b[ib + k·bDepth + j], … */
    public float[] b = {};

    /** … or, in bfloat16, half of halves[ib + k·bDepth + …]. */
    int[] halves = {};

    public int ib, bDepth;

    /** From column to column of B; the vector kernels have 1. */
    public int bColumn = 1;

    /** C[r][j] is c[ic + r·cRow + j]. */
    public float[] c = {};

    public int ic, cRow;

    /** Where kernels leave what they have read ahead of its use, so that the reading is not optimised away. */
    int ahead;

    /** From one line of C to the next, where a vector of columns is computed in each: {@link LineKernel}. */
    int cLine;

    public Start start = Start.ZERO;

    /** S[r][j] is s[is + r·sRow + j]. */
    public float[] s = {};

    public int is, sRow;

    /** Whether C is max(0, S + A·B); not from ZERO. */
    public boolean relu;

    /** The one of this workspace. */
    public static TileFrame of(Workspace workspace) {
        TileFrame frame = workspace.kept(TileFrame.class, TileFrame::new);
        frame.scratch = workspace.scratch();
        return frame;
    }

    /** The most terms in a block, in whole panels: those that were set, else the usual ones. */
    int blockLength(int usual) {
        return blockLength > 0 ? blockLength : usual;
    }

    /** Sets {@link #blockLength}; 0 for the usual. */
    public void setBlockLength(int length) {
        blockLength = length;
    }

    public TileFrame size(int rows, int width, int depth) {
        this.rows = rows;
        this.width = width;
        this.depth = depth;
        return this;
    }

    public TileFrame a(float[] a, int at, int row, int depth) {
        this.a = a;
        ia = at;
        aRow = row;
        aDepth = depth;
        return this;
    }

    /** A is behind tables: a[at + rows[row + r] + steps[depth + k]]. */
    public TileFrame windows(Offsets rows, int row, Offsets steps, int depth) {
        aRows = rows.at;
        ir = row;
        aSteps = steps.at;
        id = depth;
        places = rows;
        this.steps = steps;
        return this;
    }

    public TileFrame b(float[] b, int at, int depth) {
        this.b = b;
        ib = at;
        bDepth = depth;
        return this;
    }

    /** B[k][j] is b[at + k·depth + j·column]. */
    public TileFrame b(float[] b, int at, int depth, int column) {
        bColumn = column;
        return b(b, at, depth);
    }

    public TileFrame b(int[] halves, int at, int depth) {
        this.halves = halves;
        ib = at;
        bDepth = depth;
        return this;
    }

    /** C, and ReLU off. */
    public TileFrame c(float[] c, int at, int row) {
        this.c = c;
        ic = at;
        cRow = row;
        relu = false;
        return this;
    }

    /** The vectors of a row of B belong to lines of C that are so far apart; sums continue from C. */
    public TileFrame lines(int apart) {
        cLine = apart;
        return from(Start.CONTINUE);
    }

    /** Sums start from a row that all rows have in common. */
    public TileFrame fromBias(float[] bias, int at) {
        start = Start.BIAS;
        s = bias;
        is = at;
        sRow = 0;
        return this;
    }

    /** Sums start from C, which must be there by now, or from zero. */
    public TileFrame from(Start start) {
        this.start = start;
        if (start == Start.CONTINUE) {
            s = c;
            is = ic;
            sRow = cRow;
        }
        return this;
    }

    /** Whether negative sums become 0. */
    public TileFrame relu(boolean relu) {
        this.relu = relu;
        return this;
    }
}
