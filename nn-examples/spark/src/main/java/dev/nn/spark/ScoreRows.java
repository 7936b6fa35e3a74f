package dev.nn.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Rows to scored rows, partition by partition. */
record ScoreRows(Columns features, Broadcast<ScorerModel> model) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        ScorerModel scorer = model.value();
        return new ScoredRows(rows, scorer.model(), features, scorer);
    }
}
