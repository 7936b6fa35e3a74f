package dev.nn.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.spark.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The regressor: numbers far from 0 and 1, in a pipeline that is saved. */
final class NnRegressorTest {
    private static final StructType SCHEMA = new StructType()
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("price", DataTypes.LongType);

    @TempDir
    private Path folder;

    @Test
    void learnsNumbersOfAnySize() throws Exception {
        SparkSession spark = LocalSpark.open("local[2]");
        try {
            Random random = new Random(6);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                double a = 1_700_000_000 + random.nextInt(1000), b = random.nextGaussian();
                long price = Math.round(5e6 + 2000 * (a - 1_700_000_000) + 3e5 * b * b);
                rows.add(RowFactory.create(a, b, price));
            }
            Dataset<Row> table = spark.createDataFrame(rows, SCHEMA);
            NnRegressor regressor = new NnRegressor()
                    .setLabelCol("price")
                    .setPredictionCol("guess")
                    .setPartitions(2);
            PipelineModel model = new Pipeline()
                    .setStages(new PipelineStage[] {
                        new VectorAssembler()
                                .setInputCols(new String[] {"a", "b"})
                                .setOutputCol("features"),
                        regressor
                    })
                    .fit(table.limit(400));
            Dataset<Row> scored = model.transform(table);
            double r2 = new RegressionEvaluator()
                    .setMetricName("r2")
                    .setLabelCol("price")
                    .setPredictionCol("guess")
                    .evaluate(scored);
            assertThat(r2).isGreaterThan(0.97);
            model.save(folder.resolve("saved").toString());
            Dataset<Row> again =
                    PipelineModel.load(folder.resolve("saved").toString()).transform(table);
            assertThat(again.select("guess").collectAsList())
                    .isEqualTo(scored.select("guess").collectAsList());
            NnRegressionModel last = (NnRegressionModel) model.stages()[1];
            Row row = scored.first();
            assertThat(last.predict((Vector) row.getAs("features")))
                    .isCloseTo(row.<Double>getAs("guess"), within(1e-6));
            NnRegressor.load(saved(regressor)).fit(model.stages()[0].transform(table.limit(50)));
        } finally {
            spark.stop();
        }
    }

    private String saved(NnRegressor regressor) throws Exception {
        String path = folder.resolve("estimator").toString();
        regressor.setEpochs(1).save(path);
        return path;
    }
}
