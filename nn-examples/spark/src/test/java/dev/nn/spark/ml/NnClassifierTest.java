package dev.nn.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nn.spark.LocalSpark;
import dev.nn.table.Prediction;
import dev.nn.table.TableModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** The classifier as a Spark user meets it: in pipelines, under cross-validation, saved and loaded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NnClassifierTest {
    private static final StructType SCHEMA = new StructType()
            .add("features", SQLDataTypes.VectorType(), false)
            .add("label", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType);

    private final SparkSession spark = LocalSpark.open("local[2]");

    @TempDir
    private Path folder;

    @BeforeAll
    void quiet() {
        spark.sparkContext().setLogLevel("ERROR");
    }

    @AfterAll
    void stop() {
        spark.stop();
    }

    /** The whole way of a Spark user, with text labels, a text column and missing values, and nothing set. */
    @Test
    void irisInAPipeline() throws Exception {
        Dataset<Row>[] parts = irises().randomSplit(new double[] {0.7, 0.3}, 5);
        StringIndexer label = new StringIndexer().setInputCol("target").setOutputCol("label");
        StringIndexer wide = new StringIndexer().setInputCol("wide").setOutputCol("wideIndex");
        OneHotEncoder oneHot = new OneHotEncoder().setInputCol("wideIndex").setOutputCol("wideVector");
        VectorAssembler assembler = new VectorAssembler()
                .setHandleInvalid("keep")
                .setInputCols(new String[] {"sepal_length", "sepal_width", "petal_length", "petal_width", "wideVector"})
                .setOutputCol("features");
        NnClassifier classifier = new NnClassifier();
        PipelineModel model = new Pipeline()
                .setStages(new PipelineStage[] {label, wide, oneHot, assembler, classifier})
                .fit(parts[0]);
        Dataset<Row> scored = model.transform(parts[1]);
        assertThat(accuracy(scored)).isGreaterThan(0.93);

        String saved = folder.resolve("pipeline").toString();
        model.save(saved);
        assertThat(values(PipelineModel.load(saved).transform(parts[1]))).isEqualTo(values(scored));

        // The same model without Spark, with the names that the table had.
        NnClassificationModel last = (NnClassificationModel) model.stages()[4];
        last.save(folder.resolve("model").toString());
        TableModel table = TableModel.read(folder.resolve("model").resolve(ModelFile.NAME));
        Prediction flower = table.predict(
                Map.of("sepal_length", "5.1", "petal_length", "1.4", "petal_width", "0.2", "wideVector_no", "1"));
        assertThat(flower.label()).isEqualTo("setosa");
    }

    @Test
    void crossValidatorChoosesAndIsSaved() throws Exception {
        NnClassifier classifier = new NnClassifier().setHiddenLayers(16);
        Dataset<Row> table = rings(300, 1, 2);
        CrossValidatorModel model = new CrossValidator()
                .setEstimator(classifier)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(classifier.epochs(), new int[] {1, 150})
                        .addGrid(classifier.hiddenLayers(), CollectionConverters.asScala(List.of(new int[] {16})))
                        .build())
                .setNumFolds(2)
                .setParallelism(2)
                .setSeed(1)
                .fit(table);
        assertThat(model.avgMetrics()[1]).isGreaterThan(0.9).isGreaterThan(model.avgMetrics()[0]);
        String saved = folder.resolve("cv").toString();
        model.save(saved);
        assertThat(values(CrossValidatorModel.load(saved).transform(table))).isEqualTo(values(model.transform(table)));
    }

    @Test
    void probabilitiesAreThoseOfSingleRows() {
        Dataset<Row> table = rings(300, 2, 2);
        NnClassificationModel model =
                new NnClassifier().setEpochs(100).fit(table).setThresholds(new double[] {0.5, 0.5});
        Dataset<Row> scored = model.transform(table);
        assertThat(new BinaryClassificationEvaluator().evaluate(scored)).isGreaterThan(0.95);
        assertThat(model.numClasses()).isEqualTo(2);
        assertThat(model.numFeatures()).isEqualTo(2);
        for (Row row : scored.limit(20).collectAsList()) {
            Vector features = row.getAs("features"), raw = row.getAs("rawPrediction"), p = row.getAs("probability");
            assertThat(model.predictRaw(features)).isEqualTo(raw);
            assertThat(model.predictProbability(features)).isEqualTo(p);
            assertThat(model.predict(features)).isEqualTo(row.<Double>getAs("prediction"));
            assertThat(p.apply(0) + p.apply(1)).isCloseTo(1, within(1e-12));
        }
        // A threshold of nearly 0 for class 1 makes every row one of it.
        assertThat(model.setThresholds(new double[] {1, 1e-9})
                        .transform(table)
                        .filter("prediction = 1")
                        .count())
                .isEqualTo(300);
        assertThat(model.setProbabilityCol("")
                        .setRawPredictionCol("")
                        .transform(table)
                        .columns())
                .containsExactly("features", "label", "weight", "prediction");
    }

    /** Neither the table's partitions nor the order of its rows matter; only what is set. */
    @Test
    void sameModelWhateverTheTablesPartitions() {
        List<Row> rows = ringRows(400, 3);
        List<Row> reversed = new ArrayList<>(rows).reversed();
        for (int partitions : new int[] {0, 3}) {
            NnClassifier classifier = new NnClassifier().setEpochs(4).setHiddenLayers(7, 5);
            if (partitions > 0) classifier.setPartitions(partitions);
            List<Vector> one =
                    raw(classifier.fit(spark.createDataFrame(rows, SCHEMA).repartition(1)));
            assertThat(raw(classifier.fit(
                            spark.createDataFrame(reversed, SCHEMA).repartition(5))))
                    .isEqualTo(one);
            assertThat(raw(classifier.fit(spark.createDataFrame(rows, SCHEMA).repartition(2, functions.col("label")))))
                    .isEqualTo(one);
        }
    }

    /** A row of weight 3 is as good as three rows; one of weight 0 isn't there. */
    @Test
    void weights() {
        List<Row> twoKinds = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            twoKinds.add(RowFactory.create(Vectors.dense(i % 2), 1.0, 3.0));
            twoKinds.add(RowFactory.create(Vectors.dense(i % 2), 0.0, 1.0));
            twoKinds.add(RowFactory.create(Vectors.dense(i % 2), 0.0, 0.0));
        }
        NnClassificationModel weighted =
                new NnClassifier().setWeightCol("weight").fit(spark.createDataFrame(twoKinds, SCHEMA));
        assertThat(weighted.predictProbability(Vectors.dense(1)).apply(1)).isCloseTo(0.75, within(0.02));
        NnClassificationModel even = new NnClassifier().fit(spark.createDataFrame(twoKinds, SCHEMA));
        assertThat(even.predictProbability(Vectors.dense(1)).apply(1)).isCloseTo(1 / 3.0, within(0.02));
    }

    @Test
    void sparseVectorsAndNamesOfParameters() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(RowFactory.create(
                    Vectors.sparse(6, new int[] {i % 5}, new double[] {2}), i % 5 < 3 ? 0.0 : 1.0, 1.0));
        }
        NnClassifier classifier = new NnClassifier().setSeed(3);
        Dataset<Row> scored =
                classifier.fit(spark.createDataFrame(rows, SCHEMA)).transform(spark.createDataFrame(rows, SCHEMA));
        assertThat(accuracy(scored)).isEqualTo(1);
        assertThat(classifier.explainParams())
                .contains("hiddenLayers", "weightCol", "learningRate", "seed", "probabilityCol");
        assertThatThrownBy(() -> classifier.setEpochs(0)).hasMessageContaining("epochs");
        assertThat(classifier.getSeed()).isEqualTo(3);
        assertThat(classifier.getHiddenLayers()).containsExactly(64, 32);
        assertThat(classifier.getLearningRate()).isEqualTo(0.002);
        assertThat(classifier.setEpochs(7).getEpochs()).isEqualTo(7);
        assertThat(classifier.setActivation("tanh").getActivation()).isEqualTo("tanh");
        assertThatThrownBy(classifier::getWeightCol)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("weightCol");
        assertThat(classifier.copy(org.apache.spark.ml.param.ParamMap.empty()).getOrDefault(classifier.seed()))
                .isEqualTo(3L);
    }

    @Test
    void saysWhatIsWrong() {
        NnClassifier classifier = new NnClassifier().setEpochs(1);
        assertThatThrownBy(() -> classifier.fit(spark.createDataFrame(List.<Row>of(), SCHEMA)))
                .hasMessageContaining("no rows");
        for (double label : new double[] {0.5, -1, Double.NaN}) {
            List<Row> rows = new ArrayList<>(ringRows(50, 4));
            rows.add(RowFactory.create(Vectors.dense(1, 2), label, 1.0));
            assertThatThrownBy(() -> classifier.fit(spark.createDataFrame(rows, SCHEMA)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(label == -1 ? "label -1" : String.valueOf(label));
        }
        List<Row> widths = new ArrayList<>(ringRows(50, 4));
        widths.add(RowFactory.create(Vectors.dense(1, 2, 3), 0.0, 1.0));
        assertThatThrownBy(() -> classifier.fit(spark.createDataFrame(widths, SCHEMA)))
                .hasMessageContaining("the vector of features has 3 numbers, but needs 2");
        List<Row> negative = new ArrayList<>(ringRows(50, 4));
        negative.add(RowFactory.create(Vectors.dense(1, 2), 0.0, -1.0));
        assertThatThrownBy(() -> new NnClassifier().setWeightCol("weight").fit(spark.createDataFrame(negative, SCHEMA)))
                .hasMessageContaining("weight must be finite and not negative");
    }

    private static double accuracy(Dataset<Row> scored) {
        return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(scored);
    }

    private static List<Row> values(Dataset<Row> scored) {
        return scored.select("rawPrediction", "probability", "prediction").collectAsList();
    }

    private List<Vector> raw(NnClassificationModel model) {
        return ringRows(20, 9).stream()
                .map(row -> model.predictRaw((Vector) row.get(0)))
                .toList();
    }

    private Dataset<Row> irises() {
        Dataset<Row> table = spark.read()
                .option("header", true)
                .option("inferSchema", true)
                .csv("../src/test/resources/dev/nn/examples/table/iris.csv");
        return table.withColumn(
                        "wide",
                        functions.when(table.col("sepal_width").gt(3), "yes").otherwise("no"))
                .withColumn(
                        "sepal_width",
                        functions
                                .when(table.col("sepal_width").equalTo(3.0), functions.lit(null))
                                .otherwise(table.col("sepal_width")));
    }

    private Dataset<Row> rings(int rows, long seed, int partitions) {
        return spark.createDataFrame(ringRows(rows, seed), SCHEMA).repartition(partitions);
    }

    /** A disc and a ring around it: no line parts them. */
    private static List<Row> ringRows(int rows, long seed) {
        Random random = new Random(seed);
        List<Row> table = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double angle = 2 * Math.PI * random.nextDouble(), radius = i % 2 + 0.7 * random.nextDouble();
            table.add(RowFactory.create(
                    Vectors.dense(1000 + radius * Math.cos(angle), radius * Math.sin(angle)), (double) (i % 2), 1.0));
        }
        return table;
    }
}
