package dev.nn.table;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;

/** Rows of a table as a data set, encoded when they are gathered. */
record EncodedTable(Table table, Schema schema, int[] places, ColumnValues target, int[] rows) implements Dataset {
    /** A data set with more values is encoded anew in each epoch instead of held in memory. */
    private static final long HELD = 1L << 26;

    /** These rows as a data set; {@code target} is the column's index. */
    static Dataset of(Table table, Schema schema, int target, int[] rows) {
        int[] places = schema.locate(table.name(), table.columns());
        EncodedTable encoded = new EncodedTable(table, schema, places, table.values(target), rows);
        int inputs = schema.inputs();
        if ((long) rows.length * inputs > HELD) return encoded;
        float[] x = new float[rows.length * inputs], t = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            encoded.copyFeatures(i, x, i * inputs);
            encoded.copyTarget(i, t, i);
        }
        return FloatDataset.of(inputs, x, 1, t);
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
