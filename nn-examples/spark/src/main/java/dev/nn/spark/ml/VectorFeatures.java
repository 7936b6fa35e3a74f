package dev.nn.spark.ml;

import dev.nn.spark.BadRowException;
import dev.nn.spark.RowReader;
import dev.nn.table.Column;
import dev.nn.table.Schema;
import dev.nn.table.TableException;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * A row's vector, scaled to the network's inputs in double precision; NaN is a missing value.
 *
 * @param place of the vector in the row
 */
record VectorFeatures(int place, ShippedSchema schema) implements RowReader {
    @Override
    public void read(Row row, float[] to, int at) throws BadRowException {
        if (row.isNullAt(place)) throw new BadRowException("the features are null");
        try {
            encode(schema.schema(), ((Vector) row.get(place)).toArray(), to, at);
        } catch (TableException e) {
            throw new BadRowException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes the inputs for a vector into {@code x} from index {@code at} on.
     *
     * @throws TableException if it has another length, or a value that is out of range
     */
    static void encode(Schema schema, double[] features, float[] x, int at) {
        List<Column> columns = schema.columns();
        if (features.length != columns.size()) {
            throw new TableException(
                    "the vector of features has %d numbers, but needs %d".formatted(features.length, columns.size()));
        }
        int next = at;
        for (int c = 0; c < features.length; c++) {
            columns.get(c).encode(features[c], x, next);
            next += columns.get(c).width();
        }
    }
}
