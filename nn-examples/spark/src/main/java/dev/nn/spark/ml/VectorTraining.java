package dev.nn.spark.ml;

import dev.nn.activation.Activation;
import dev.nn.loss.Loss;
import dev.nn.spark.SparkTrainer;
import dev.nn.spark.WeightedLoss;
import dev.nn.table.NumberTarget;
import dev.nn.table.Schema;
import dev.nn.table.TablePlan;
import dev.nn.table.TableTrainer;
import dev.nn.table.Target;
import dev.nn.training.History;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** The training of an estimator: what its parameters and the number of rows make of a table. */
final class VectorTraining {
    private final NnParams<?> params;
    private final boolean weighted;

    VectorTraining(NnParams<?> params) {
        this.params = params;
        weighted = isSet(params.weightCol());
    }

    /**
     * Trains.
     *
     * @param features name of the column of vectors
     * @param label name of the column of labels
     * @param targets what the labels mean
     */
    ShippedTable fit(Dataset<?> table, String features, String label, Function<VectorTable, Target> targets) {
        Column weight = weighted ? column(table, params.getOrDefault(params.weightCol())) : functions.lit(1.0);
        Dataset<Row> rows = table.select(
                column(table, features).as("features"),
                column(table, label).cast("double").as("label"),
                weight.cast("double").as("weight"));
        boolean persist = table.storageLevel().equals(StorageLevel.NONE());
        if (persist) rows = rows.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            VectorTable known =
                    VectorTable.of(rows, table.schema().apply(table.schema().fieldIndex(features)));
            return fit(known, new Schema(known.columns(), targets.apply(known)));
        } finally {
            if (persist) rows.unpersist();
        }
    }

    private ShippedTable fit(VectorTable table, Schema schema) {
        int rows = (int) Math.min(table.count(), Integer.MAX_VALUE);
        TablePlan plan = trainer().plan(schema, rows);
        Loss loss = schema.target().loss();
        SparkTrainer trainer = SparkTrainer.of(plan, weighted ? new WeightedLoss(loss) : loss)
                .localSteps((int) params.getOrDefault(params.localSteps()))
                .seed((long) params.getOrDefault(params.seed()));
        int parts = isSet(params.partitions())
                ? (int) params.getOrDefault(params.partitions())
                : SparkTrainer.partitionsFor(table.count(), schema.inputs());
        boolean number = schema.target() instanceof NumberTarget;
        VectorTarget target = new VectorTarget(
                number ? ((NumberTarget) schema.target()).mean() : 0,
                number ? ((NumberTarget) schema.target()).deviation() : 1,
                weighted ? table.meanWeight() : 0);
        VectorFeatures features = new VectorFeatures(VectorTable.FEATURES, new ShippedSchema(schema));
        History history = trainer.fit(table.parts(parts), features, target);
        // A model of an interrupted training would pass for a finished one.
        if (history.interrupted()) throw new CancellationException("training was interrupted");
        return new ShippedTable(schema, plan.network());
    }

    private TableTrainer trainer() {
        TableTrainer trainer = new TableTrainer()
                .hidden(Arrays.stream(params.getOrDefault(params.hiddenLayers()))
                        .boxed()
                        .toList())
                .learningRate((double) params.getOrDefault(params.learningRate()))
                .seed((long) params.getOrDefault(params.seed()));
        if (isSet(params.activation())) {
            trainer.activation(Activation.named(params.getOrDefault(params.activation())));
        }
        if (isSet(params.weightDecay())) trainer.weightDecay((double) params.getOrDefault(params.weightDecay()));
        if (isSet(params.batchSize())) trainer.batchSize((int) params.getOrDefault(params.batchSize()));
        if (isSet(params.epochs())) trainer.epochs((int) params.getOrDefault(params.epochs()));
        return trainer;
    }

    private boolean isSet(Param<?> param) {
        return params.isDefined(param);
    }

    private static Column column(Dataset<?> table, String name) {
        return table.col("`" + name.replace("`", "``") + "`");
    }
}
