package dev.nn.spark.ml;

import dev.nn.table.ClassTarget;
import dev.nn.table.Target;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * The estimator of classes: a network whose features are a column of vectors and whose labels are the numbers of classes
 * from 0.
 *
 * <pre>{@code
 * NnClassificationModel model = new NnClassifier().setHiddenLayers(64, 32).fit(train);
 * Dataset<Row> scored = model.transform(test); // + rawPrediction, probability, prediction
 * }</pre>
 *
 * It works in a {@code Pipeline}, under a {@code CrossValidator}, with the evaluators, and is saved and loaded like any other
 * stage. Features are scaled, and NaN among them are missing values that the network is told of, so neither {@code
 * StandardScaler} nor {@code Imputer} is needed.
 *
 * <p>The model depends on the rows, the parameters and the seed: not on the table's partitions, on the order of rows or on
 * the cluster. What isn't set follows from the number of rows. Up to 100,000 rows, or 20 million numbers, are trained on the
 * driver.
 */
public final class NnClassifier extends ProbabilisticClassifier<Vector, NnClassifier, NnClassificationModel>
        implements NnParams<NnClassifier>, DefaultParamsWritable {
    /** More are hardly classes, but numbers to be predicted: the network has an output for each. */
    private static final int MOST_CLASSES = 100_000;

    @Serial
    private static final long serialVersionUID = 1;

    private final String uid;
    private final NnSettings settings;

    /** An estimator with the usual parameters. */
    public NnClassifier() {
        this(Identifiable$.MODULE$.randomUID("nnClassifier"));
    }

    /** An estimator with the usual parameters and this name in pipelines. */
    public NnClassifier(String uid) {
        // Spark's constructor asks for it.
        this.uid = uid;
        super();
        settings = new NnSettings(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public NnSettings settings() {
        return settings;
    }

    @Override
    public NnClassificationModel train(Dataset<?> table) {
        StructField label = table.schema().apply(table.schema().fieldIndex(getLabelCol()));
        return new NnClassificationModel(
                uid,
                new VectorTraining(this)
                        .fit(table, getFeaturesCol(), getLabelCol(), known -> target(label, known.largestLabel())));
    }

    /** The classes, by the names that StringIndexer has left, or by their numbers. */
    private static Target target(StructField label, double largest) {
        String @Nullable [] names = Attribute.fromStructField(label) instanceof NominalAttribute nominal
                ? nominal.values().getOrElse(() -> null)
                : null;
        if (!(largest >= 0 && largest < MOST_CLASSES)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "labels must be numbers of classes from 0 to %,d, but the largest of column '%s' is %s",
                    MOST_CLASSES - 1,
                    label.name(),
                    Double.isNaN(largest) ? "null or NaN" : largest));
        }
        if (names != null && names.length > Math.max(1, largest)) return new ClassTarget(label.name(), List.of(names));
        List<String> numbers = new ArrayList<>();
        for (int k = 0; k <= Math.max(1, largest); k++) numbers.add(String.valueOf(k));
        return new ClassTarget(label.name(), numbers);
    }

    @Override
    public NnClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads an estimator that was saved. */
    public static NnClassifier load(String path) {
        return read().load(path);
    }

    /** What reads estimators that were saved. */
    public static MLReader<NnClassifier> read() {
        return new DefaultParamsReader<>();
    }
}
