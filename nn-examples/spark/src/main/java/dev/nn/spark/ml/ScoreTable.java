package dev.nn.spark.ml;

import dev.nn.spark.RowAnswer;
import dev.nn.spark.ScoredRows;
import java.util.Iterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Rows to scored rows, partition by partition.
 *
 * @param column where the vector of features stands
 * @param answer the values of the new columns
 */
record ScoreTable(int column, RowAnswer answer, Broadcast<ShippedTable> table)
        implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        ShippedTable here = table.value();
        return new ScoredRows(rows, here.model(), here.reader(column), answer);
    }

    /**
     * The table with more columns.
     *
     * @param features name of the column of vectors
     * @param scored the schema with the new columns behind the others
     */
    static Dataset<Row> of(Dataset<?> table, String features, StructType scored, RowAnswer answer, ShippedTable model) {
        Broadcast<ShippedTable> shipped = JavaSparkContext.fromSparkContext(
                        table.sparkSession().sparkContext())
                .broadcast(model);
        int column = table.schema().fieldIndex(features);
        return table.toDF().mapPartitions(new ScoreTable(column, answer, shipped), Encoders.row(scored));
    }
}
