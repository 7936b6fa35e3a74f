package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/** A {@link RowOperation} in a model. */
record FrozenRows(RowOperation rows) implements FrozenUnchanged {
    @Override
    public Layer layer() {
        return rows.layer();
    }

    @Override
    public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        rows.values().compute(fromRow, toRow, x, y);
    }

    @Override
    public long bytes() {
        return rows.bytes();
    }

    @Override
    public long work() {
        return rows.work();
    }
}
