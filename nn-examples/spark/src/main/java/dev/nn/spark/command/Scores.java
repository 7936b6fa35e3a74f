package dev.nn.spark.command;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What scored tables come to. */
final class Scores {
    private Scores() {}

    /** The share of rows whose prediction is their label, from 0 to 1. */
    static double accuracy(Dataset<Row> scored, String label) {
        return scored.agg(functions.avg(scored.col("prediction")
                        .equalTo(scored.col("`" + label + "`"))
                        .cast("double")))
                .first()
                .getDouble(0);
    }
}
