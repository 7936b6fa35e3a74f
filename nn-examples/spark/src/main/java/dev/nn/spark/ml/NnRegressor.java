package dev.nn.spark.ml;

import dev.nn.table.NumberTarget;
import java.io.Serial;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * The estimator of numbers: a network whose features are a column of vectors. Features and labels are scaled; for all else
 * see {@link NnClassifier}.
 *
 * <pre>{@code
 * Dataset<Row> scored = new NnRegressor().fit(train).transform(test); // + prediction
 * }</pre>
 */
public final class NnRegressor extends Regressor<Vector, NnRegressor, NnRegressionModel>
        implements NnParams<NnRegressor>, DefaultParamsWritable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String uid;
    private final NnSettings settings;

    /** An estimator with the usual parameters. */
    public NnRegressor() {
        this(Identifiable$.MODULE$.randomUID("nnRegressor"));
    }

    /** An estimator with the usual parameters and this name in pipelines. */
    public NnRegressor(String uid) {
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
    public NnRegressionModel train(Dataset<?> table) {
        return new NnRegressionModel(
                uid,
                new VectorTraining(this)
                        .fit(
                                table,
                                getFeaturesCol(),
                                getLabelCol(),
                                known -> NumberTarget.of(getLabelCol(), known.labels())));
    }

    @Override
    public NnRegressor copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads an estimator that was saved. */
    public static NnRegressor load(String path) {
        return read().load(path);
    }

    /** What reads estimators that were saved. */
    public static MLReader<NnRegressor> read() {
        return new DefaultParamsReader<>();
    }
}
