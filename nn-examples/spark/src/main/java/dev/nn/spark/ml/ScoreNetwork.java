package dev.nn.spark.ml;

import dev.nn.spark.RowReader;
import dev.nn.spark.ScoredRows;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/** Rows to rows with a vector of the network's outputs, partition by partition. */
record ScoreNetwork(RowReader inputs, Broadcast<ShippedNetwork> network) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new ScoredRows(rows, network.value().model(), inputs, y -> new Object[] {Vectors.dense(y)});
    }
}
