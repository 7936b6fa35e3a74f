package dev.nn.table;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import java.lang.foreign.Arena;

/** Rows of a table as a data set, encoded when they are copied. */
record EncodedTable(Table table, Schema schema, int[] places, ColumnValues target, int[] rows) implements Dataset {
    /** The longest array of floats that is made. */
    private static final long MOST_IN_ARRAY = 1L << 30;

    /** Rows that are encoded together. */
    private static final int SOME = 64;

    /**
     * These rows as a data set, encoded once: in memory or, if they take more bytes than {@code inMemory}, in a temporary
     * file that can be read until the arena is closed.
     *
     * @param target index of the column
     */
    static Dataset of(Table table, Schema schema, int target, int[] rows, long inMemory, Arena arena) {
        int[] places = schema.locate(table.name(), table.columns());
        EncodedTable encoded = new EncodedTable(table, schema, places, table.values(target), rows);
        int inputs = schema.inputs();
        long values = (long) rows.length * inputs;
        if (values * Float.BYTES > inMemory || values > MOST_IN_ARRAY) return MappedRows.copy(encoded, arena);
        float[] x = new float[rows.length * inputs], t = new float[rows.length];
        for (int i = 0; i < rows.length; i += SOME) {
            encoded.copyFeatures(i, Math.min(SOME, rows.length - i), x, i * inputs, inputs);
        }
        for (int i = 0; i < rows.length; i++) encoded.copyTarget(i, t, i);
        return FloatDataset.of(inputs, x, 1, t);
    }

    /**
     * Encodes some rows, column by column, as they lie in memory: row by row, a wide table would jump for every cell.
     *
     * @param to where the first of them begins at index {@code at}, and each other so many further
     */
    void copyFeatures(int from, int count, float[] to, int at, int apart) {
        int next = at;
        try {
            for (int c = 0; c < places.length; c++) {
                Column column = schema.columns().get(c);
                if (column.width() == 0) continue;
                ColumnValues cells = table.values(places[c]);
                for (int i = 0; i < count; i++) column.encode(cells, rows[from + i], to, next + i * apart);
                next += column.width();
            }
        } catch (TableException e) {
            // The first row with a bad cell is named, whatever its column.
            for (int i = 0; i < count; i++) copyFeatures(from + i, to, at + i * apart);
            throw e;
        }
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public int features() {
        return schema.inputs();
    }

    @Override
    public int targets() {
        return 1;
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        try {
            schema.encode(table, rows[row], places, to, at);
        } catch (TableException e) {
            throw e.at(table.place(rows[row]));
        }
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        to[at] = TargetLearner.encode(schema.target(), target, rows[row]);
    }
}
