package dev.nn.simd.function;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * The operands of the gradient through an activation, dZ = dY ⊙ act′ and db += dZ: some columns of three matrices, and the
 * piece of a row that is at work. Whoever begins fills it in, and the loops read it; one object for a thread.
 */
public final class GradientFrame {
    private static final Rows NONE = Rows.of(new float[0], 0);

    /** The matrices, {@code savedRows} being Z or Y, and which of their columns. */
    Rows dyRows = NONE, savedRows = NONE, dzRows = NONE;

    int column, columns;

    /** db for these columns, from its index {@code bias} on. */
    float[] sums = {};

    int bias;

    /** The piece: dz[dzAt + j] = dy[dyAt + j] · act′(saved[savedAt + j]) and db[dbAt + j] += dz[dzAt + j]. */
    public float[] dy = {}, saved = {}, dz = {}, db = {};

    public int dyAt, savedAt, dzAt, dbAt, length;

    /** The one of this workspace. */
    public static GradientFrame of(Workspace workspace) {
        return workspace.kept(GradientFrame.class, GradientFrame::new);
    }

    public GradientFrame matrices(Rows dy, Rows saved, Rows dz) {
        dyRows = dy;
        savedRows = saved;
        dzRows = dz;
        return this;
    }

    /** The columns {@code from} to {@code to}, and db, of which {@code sums[bias]} is the first of these. */
    public GradientFrame columns(int from, int to, float[] sums, int bias) {
        column = from;
        columns = to - from;
        this.sums = sums;
        this.bias = bias;
        return this;
    }

    /** The piece is these columns of a row. */
    public void row(int r) {
        piece(r, 0);
        length = columns;
    }

    /** The piece begins at the j-th of these columns in row r. */
    GradientFrame piece(int r, int j) {
        dy(dyRows.data(), dyRows.index(r, column + j)).saved(savedRows.data(), savedRows.index(r, column + j));
        return dz(dzRows.data(), dzRows.index(r, column + j)).db(sums, bias + j);
    }

    public GradientFrame dy(float[] dy, int at) {
        this.dy = dy;
        dyAt = at;
        return this;
    }

    public GradientFrame saved(float[] saved, int at) {
        this.saved = saved;
        savedAt = at;
        return this;
    }

    public GradientFrame dz(float[] dz, int at) {
        this.dz = dz;
        dzAt = at;
        return this;
    }

    public GradientFrame db(float[] db, int at) {
        this.db = db;
        dbAt = at;
        return this;
    }

    public GradientFrame length(int length) {
        this.length = length;
        return this;
    }
}
