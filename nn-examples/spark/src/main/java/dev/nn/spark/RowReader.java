package dev.nn.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** How a row of a table becomes numbers: a network's inputs, or what a loss compares its outputs with. */
@FunctionalInterface
public interface RowReader extends Serializable {
    /**
     * Writes the numbers of a row to {@code to} from index {@code at} on.
     *
     * @throws BadRowException if the row can't be used
     */
    void read(Row row, float[] to, int at) throws BadRowException;

    /**
     * The reader of columns that together have a row's numbers: numeric columns, arrays of numbers, vectors of Spark ML.
     *
     * @param what they are, in messages
     * @param schema of the table
     * @param width how many numbers a row must have
     * @throws IllegalArgumentException if a column is missing or of another type, or the numbers can't be that many
     */
    static RowReader columns(String what, List<String> names, StructType schema, int width) {
        return Columns.find(what, names, schema, width);
    }
}
