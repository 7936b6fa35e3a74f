package dev.nn.spark.ml;

import dev.nn.spark.BadRowException;
import dev.nn.spark.RowReader;
import org.apache.spark.sql.Row;

/**
 * A row's label, scaled, and its weight behind it.
 *
 * @param mean that becomes 0
 * @param deviation that becomes 1
 * @param meanWeight that becomes 1; 0 if rows have no weights
 */
record VectorTarget(double mean, double deviation, double meanWeight) implements RowReader {
    @Override
    public void read(Row row, float[] to, int at) throws BadRowException {
        if (row.isNullAt(VectorTable.LABEL)) throw new BadRowException("the label is null");
        to[at] = (float) ((row.getDouble(VectorTable.LABEL) - mean) / deviation);
        if (meanWeight == 0) return;
        if (row.isNullAt(VectorTable.WEIGHT)) throw new BadRowException("the weight is null");
        to[at + 1] = (float) (row.getDouble(VectorTable.WEIGHT) / meanWeight);
    }
}
