package dev.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scored tables against the model itself. */
final class SparkScorerTest {
    private static final int ROWS = 600;

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
    void classesAndProbabilities() {
        Network network = Blobs.network();
        List<Row> scored = SparkScorer.classifier(network).transform(table()).collectAsList();
        assertThat(scored).hasSize(ROWS);
        for (Row row : scored) {
            float[] z = network.freeze().predict(features(row.getInt(0)));
            List<Double> p = row.getList(row.fieldIndex("probability"));
            double sum = 0;
            int largest = 0;
            for (int k = 0; k < z.length; k++) {
                sum += Math.exp((double) z[k] - z[0]);
                if (z[k] > z[largest]) largest = k;
            }
            for (int k = 0; k < z.length; k++) {
                assertThat(p.get(k)).isCloseTo(Math.exp((double) z[k] - z[0]) / sum, within(1e-12));
            }
            assertThat(row.getDouble(row.fieldIndex("prediction"))).isEqualTo(largest);
        }
    }

    @Test
    void numbers() {
        Network one = Network.input(4).dense(5, Activation.TANH).dense(1).build(Initializer.glorot(), 2);
        for (Row row : SparkScorer.regressor(one)
                .predictionColumn("price")
                .transform(table())
                .collectAsList()) {
            assertThat(row.getDouble(row.fieldIndex("price")))
                    .isEqualTo(one.freeze().predict(features(row.getInt(0)))[0]);
        }
        Network three = Blobs.network();
        Row first = SparkScorer.regressor(three).transform(table()).first();
        List<Double> outputs = first.getList(first.fieldIndex("prediction"));
        assertThat(outputs).hasSize(3);
    }

    @Test
    void singleOutputIsTheLogitOfClassOne() {
        Network network = Network.input(4).dense(1).build(Initializer.glorot(), 2);
        for (Row row : SparkScorer.classifier(network).transform(table()).takeAsList(20)) {
            float z = network.freeze().predict(features(row.getInt(0)))[0];
            List<Double> p = row.getList(row.fieldIndex("probability"));
            assertThat(p.get(1)).isCloseTo(1 / (1 + Math.exp(-(double) z)), within(1e-12));
            assertThat(row.getDouble(row.fieldIndex("prediction"))).isEqualTo(z > 0 ? 1 : 0);
        }
    }

    @Test
    void columnsAndVectorsGiveTheSame() {
        StructType schema = new StructType()
                .add("v", SQLDataTypes.VectorType())
                .add("a", DataTypes.IntegerType)
                .add("b", DataTypes.FloatType)
                .add("c", DataTypes.createArrayType(DataTypes.LongType));
        List<Row> rows = List.of(RowFactory.create(Vectors.dense(1, 2, 3, 4), 1, 2f, new long[] {3, 4}));
        Dataset<Row> table = session.createDataFrame(rows, schema);
        Network network = Blobs.network();
        Row byVector =
                SparkScorer.regressor(network).features("v").transform(table).first();
        Row byColumns = SparkScorer.regressor(network)
                .features("a", "b", "c")
                .transform(table)
                .first();
        assertThat(byColumns.getList(4)).isEqualTo(byVector.getList(4));
    }

    @Test
    void badInput() {
        SparkScorer scorer = SparkScorer.classifier(Blobs.network());
        assertThatThrownBy(() -> scorer.features("x").transform(table())).hasMessageContaining("no feature column 'x'");
        scorer.features("features");
        assertThatThrownBy(() -> scorer.predictionColumn("id").transform(table()))
                .hasMessage("the table has a column 'id' already");
        StructType schema = table().schema();
        List<@Nullable Row> rows = new ArrayList<>();
        rows.add(RowFactory.create(1, features(1)));
        rows.add(RowFactory.create(2, null));
        Dataset<Row> bad = session.createDataFrame(
                new JavaSparkContext(session.sparkContext()).parallelize(List.copyOf(rows), 1), schema);
        assertThatThrownBy(() ->
                        SparkScorer.classifier(Blobs.network()).transform(bad).collectAsList())
                .hasStackTraceContaining("row 1 of partition 0 can't be scored: column 'features' is null");
    }

    private static float[] features(int id) {
        return new float[] {id % 7, id % 5 - 2, id % 3, 1};
    }

    private static Dataset<Row> table() {
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("features", DataTypes.createArrayType(DataTypes.FloatType));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) rows.add(RowFactory.create(i, features(i)));
        return session.createDataFrame(new JavaSparkContext(session.sparkContext()).parallelize(rows, 2), schema);
    }
}
