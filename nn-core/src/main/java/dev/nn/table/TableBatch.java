package dev.nn.table;

import dev.nn.guard.ExclusiveUse;
import dev.nn.kernel.Rows;
import dev.nn.network.ModelWorkspace;
import java.util.stream.IntStream;

/**
 * Rows on their way through a {@link TableModel}, and the memory for that: set some rows, run them, get their
 * predictions.
 *
 * <p>One thread at a time may use it; a call that begins while another one runs throws an {@link IllegalStateException}.
 * It may be handed on from thread to thread.
 */
public final class TableBatch {
    private final TableModel model;
    private final int columns;
    private final int[] inOrder;
    private final Rows x;
    private final Rows y;
    private final ModelWorkspace workspace;
    private final ExclusiveUse use =
            new ExclusiveUse("the batch", "one thread at a time may fill and run it, so make one for each thread");

    TableBatch(TableModel model, int maxRows) {
        this.model = model;
        this.columns = model.schema().columns().size();
        this.inOrder = IntStream.range(0, columns).toArray();
        this.workspace = model.frozen().newWorkspace(maxRows);
        this.x = Rows.allocate(maxRows, model.schema().inputs());
        this.y = Rows.allocate(maxRows, model.schema().outputs());
    }

    /** Rows that fit. */
    public int maxRows() {
        return workspace.maxBatch();
    }

    /**
     * Sets a row of texts.
     *
     * @param cells one for each of the schema's columns, in its order
     * @throws TableException if a cell can't be used, naming its column
     */
    public void set(int row, String... cells) {
        if (cells.length != columns) {
            throw new TableException("a row needs %d values, has %d".formatted(columns, cells.length));
        }
        set(row, cells, inOrder);
    }

    /**
     * Sets a row of texts of a table with other columns, or another order.
     *
     * @param places where it has the schema's columns: what {@link Schema#locate} says
     * @throws TableException if a cell can't be used, naming its column
     */
    public void set(int row, String[] cells, int[] places) {
        use.begin();
        try {
            model.schema().encode(cells, places, x.data(), x.index(row, 0));
        } finally {
            use.end();
        }
    }

    /**
     * Sets a row of numbers.
     *
     * @param values one for each of the schema's columns, in its order; NaN is a missing one
     * @param from index of the row's first
     * @throws TableException if a value can't be used, naming its column
     */
    public void set(int row, float[] values, int from) {
        use.begin();
        try {
            model.schema().encode(values, from, x.data(), x.index(row, 0));
        } finally {
            use.end();
        }
    }

    /** Predicts the first {@code rows} rows. */
    public TableBatch run(int rows) {
        use.begin();
        try {
            model.frozen().predict(rows, x, y, workspace);
        } finally {
            use.end();
        }
        return this;
    }

    /** The prediction of a row that has been run. */
    public Prediction get(int row) {
        use.begin();
        try {
            return model.schema().target().decode(y.data(), y.index(row, 0));
        } finally {
            use.end();
        }
    }

    /** The network's inputs of the rows that have been set: scaled numbers, and one input per category. */
    public Rows inputs() {
        return x;
    }

    /** The network's outputs for the rows that have been run: logits of the classes, or the scaled number. */
    public Rows outputs() {
        return y;
    }
}
