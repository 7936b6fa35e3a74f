package dev.nn.spark;

import dev.nn.kernel.Precision;
import dev.nn.network.Network;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Predictions for the rows of tables: a trained network, frozen, in every executor.
 *
 * <pre>{@code
 * Dataset<Row> scored = SparkScorer.classifier(network).features("features").transform(table);
 * }</pre>
 *
 * The table keeps its columns and gets the column {@code prediction}. For a classifier that is the number of the most
 * probable class, as a double like Spark ML's, and the column {@code probability} is an array of doubles, one for each
 * class. Otherwise it is the network's output: a double, or an array of doubles if there are several.
 *
 * <p>Nothing is computed before somebody asks for the table's rows. A row that can't be scored, with a null or a wrong
 * number of features, fails the job that asks; the message names its partition and its number there.
 */
public final class SparkScorer {
    private final Network network;
    private final boolean classifier;
    private List<String> features = List.of("features");
    private String prediction = "prediction";
    private String probability = "probability";
    private Precision precision = Precision.F32;

    private SparkScorer(Network network, boolean classifier) {
        this.network = network;
        this.classifier = classifier;
    }

    /**
     * A scorer of classes: the network's outputs are logits, one per class, or a single one of class 1 against class 0;
     * if it ends with softmax or a sigmoid they are probabilities.
     */
    public static SparkScorer classifier(Network network) {
        return new SparkScorer(network, true);
    }

    /** A scorer of numbers: the network's outputs as they are. */
    public static SparkScorer regressor(Network network) {
        return new SparkScorer(network, false);
    }

    /** The columns of the network's inputs: numbers, arrays of numbers or vectors; {@code features} by default. */
    public SparkScorer features(String... columns) {
        features = List.of(columns);
        return this;
    }

    /** What the column of predictions is called. */
    public SparkScorer predictionColumn(String name) {
        prediction = name;
        return this;
    }

    /** What the column of a classifier's probabilities is called. */
    public SparkScorer probabilityColumn(String name) {
        probability = name;
        return this;
    }

    /** What the weights are rounded to; they are exact by default. */
    public SparkScorer precision(Precision value) {
        precision = value;
        return this;
    }

    /**
     * The table with the predictions.
     *
     * @throws IllegalArgumentException if a column is missing or of a wrong type, or a new one is there already
     */
    public Dataset<Row> transform(Dataset<Row> table) {
        StructType schema = table.schema();
        Columns x = Columns.find("feature", features, schema, network.in());
        StructType scored = added(
                schema,
                prediction,
                classifier || network.out() == 1 ? DataTypes.DoubleType : array(DataTypes.DoubleType));
        if (classifier) scored = added(scored, probability, array(DataTypes.DoubleType));
        SparkSession session = table.sparkSession();
        Broadcast<ScorerModel> model = JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(new ScorerModel(NetworkBytes.of(network), precision, classifier));
        return table.mapPartitions(new ScoreRows(x, model), Encoders.row(scored));
    }

    private static DataType array(DataType element) {
        return DataTypes.createArrayType(element, false);
    }

    private static StructType added(StructType schema, String name, DataType type) {
        if (Arrays.asList(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException("the table has a column '%s' already".formatted(name));
        }
        return schema.add(name, type, false);
    }
}
