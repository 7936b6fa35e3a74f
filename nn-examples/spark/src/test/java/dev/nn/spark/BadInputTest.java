package dev.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is wrong with a table is said before any training, in one line, with the row. */
final class BadInputTest {
    private static final DataType ARRAY = DataTypes.createArrayType(DataTypes.DoubleType, true);

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = LocalSpark.open("local[2]");
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    @Test
    void missingColumn() {
        says(
                table(ARRAY, row(array(1, 2, 3, 4), 0)),
                "pixels",
                "label",
                "no feature column 'pixels'; the table has features, label");
        says(
                table(ARRAY, row(array(1, 2, 3, 4), 0)),
                "features",
                "klass",
                "no label column 'klass'; the table has features, label");
    }

    @Test
    void wrongType() {
        says(
                table(DataTypes.StringType, row("x", 0)),
                "features",
                "label",
                "feature column 'features' must hold numbers, arrays of numbers or vectors, is string");
    }

    @Test
    void wrongNumberOfColumns() {
        says(
                table(DataTypes.DoubleType, row(1.0, 0)),
                "features",
                "label",
                "1 feature columns, but the network needs 4");
    }

    @Test
    void nullFeatures() {
        says(5, row(null, 0), "row 5 (row 1 of partition 1): column 'features' is null");
        says(
                5,
                row(new @Nullable Double[] {1.0, null, 2.0, 3.0}, 0),
                "row 5 (row 1 of partition 1): element 1 of column 'features' is null");
    }

    @Test
    void mixedSizes() {
        says(2, row(array(1, 2, 3), 0), "row 2 (row 2 of partition 0): features: 3 numbers, but the network needs 4");
        says(
                2,
                row(array(1, 2, 3, 4, 5), 0),
                "row 2 (row 2 of partition 0): features: 5 numbers, but the network needs 4");
    }

    @Test
    void mixedSizesOfVectors() {
        Dataset<Row> table = table(
                SQLDataTypes.VectorType(),
                row(Vectors.dense(1, 2, 3, 4), 1),
                row(Vectors.sparse(5, new int[] {1}, new double[] {2}), 1));
        says(table, "features", "label", "row 1 (row 1 of partition 0): features: 5 numbers, but the network needs 4");
    }

    @Test
    void valuesThatAreNoNumbers() {
        says(
                0,
                row(array(1, Double.NaN, 3, 4), 0),
                "row 0 (row 0 of partition 0): feature 1 must be a finite number, is NaN");
        says(
                7,
                row(array(1, 2, 3, 4), Double.NaN),
                "row 7 (row 3 of partition 1): label NaN must be a whole number from 0 to 2");
        says(7, row(array(1, 2, 3, 4), null), "row 7 (row 3 of partition 1): column 'label' is null");
    }

    @Test
    void labelsThatAreNoClasses() {
        says(4, row(array(1, 2, 3, 4), 3), "row 4 (row 0 of partition 1): label 3 must be a whole number from 0 to 2");
        says(
                4,
                row(array(1, 2, 3, 4), -1),
                "row 4 (row 0 of partition 1): label -1 must be a whole number from 0 to 2");
        says(
                4,
                row(array(1, 2, 3, 4), 0.5),
                "row 4 (row 0 of partition 1): label 0.5 must be a whole number from 0 to 2");
    }

    @Test
    void noRows() {
        says(table(ARRAY), "features", "label", "no rows");
    }

    @Test
    void examples() {
        JavaSparkContext spark = new JavaSparkContext(session.sparkContext());
        List<Example> rows = List.of(Example.of(new float[4], 0), Example.of(new float[3], 0));
        assertThatThrownBy(() -> trainer(Blobs.network()).fit(spark.parallelize(rows, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1 (row 0 of partition 1): 3 features, but the network needs 4");
    }

    @Test
    void regressionWithSeveralTargets() {
        Dataset<Row> table = table(ARRAY, row(array(1, 2, 3, 4), 0), row(array(4, 3, 2, 1), 1));
        Network network = Blobs.network();
        float[] before = Blobs.parameters(network);
        SparkTrainer.of(network, new HalfSquaredError(), Sgd.withLearningRate(0.1))
                .epochs(1)
                .fit(table, List.of("features"), List.of("label", "label", "label"));
        assertThat(Blobs.parameters(network)).isNotEqualTo(before);
    }

    private static void says(int badRow, Row bad, String message) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) rows.add(i == badRow ? bad : row(array(i, 2, 3, 4), i % 3));
        says(table(ARRAY, rows.toArray(Row[]::new)), "features", "label", message);
    }

    private static void says(Dataset<Row> table, String features, String label, String message) {
        Network network = Blobs.network();
        float[] before = Blobs.parameters(network);
        assertThatThrownBy(() -> trainer(network).fit(table, features, label))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(Blobs.parameters(network)).isEqualTo(before);
    }

    private static SparkTrainer trainer(Network network) {
        return SparkTrainer.of(network, new SoftmaxCrossEntropy(), Sgd.withDefaults())
                .epochs(1);
    }

    private static Row row(@Nullable Object features, @Nullable Object label) {
        return RowFactory.create(features, label instanceof Number number ? (Object) number.doubleValue() : label);
    }

    private static double[] array(double... values) {
        return values;
    }

    private static Dataset<Row> table(DataType features, Row... rows) {
        StructType schema = new StructType().add("features", features).add("label", DataTypes.DoubleType);
        return session.createDataFrame(
                new JavaSparkContext(session.sparkContext()).parallelize(List.of(rows), rows.length == 8 ? 2 : 1),
                schema);
    }
}
