package dev.nn.spark.ml;

import dev.nn.loss.Softmax;
import dev.nn.table.TableModel;
import java.io.Serial;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple3;

/**
 * What {@link NnClassifier} has learnt: adds {@code rawPrediction}, the logits, {@code probability} and {@code prediction}.
 *
 * <p>Its folder has, beside Spark's metadata, {@code model.safetensors}: a file for {@code nn predict}, {@code nn eval} and
 * {@link TableModel#read}.
 */
public final class NnClassificationModel extends ProbabilisticClassificationModel<Vector, NnClassificationModel>
        implements MLWritable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String uid;
    private final ShippedTable table;

    NnClassificationModel(String uid, ShippedTable table) {
        this.uid = uid;
        this.table = table;
        super();
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The same model without Spark. */
    public TableModel tableModel() {
        return table.tableModel();
    }

    @Override
    public int numClasses() {
        return table.schema().outputs();
    }

    @Override
    public int numFeatures() {
        return table.features();
    }

    /** Scores in batches, where Spark's own method would score row by row. */
    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        StructType schema = rows.schema(), scored = transformSchema(schema);
        String[] added = new String[scored.size() - schema.size()];
        for (int i = 0; i < added.length; i++) {
            String name = scored.apply(schema.size() + i).name();
            added[i] = name.equals(getPredictionCol())
                    ? ClassAnswer.PREDICTION
                    : name.equals(getProbabilityCol()) ? ClassAnswer.PROBABILITY : ClassAnswer.RAW;
        }
        double[] thresholds = isDefined(thresholds()) ? getThresholds() : new double[0];
        return ScoreTable.of(rows, getFeaturesCol(), scored, new ClassAnswer(added, thresholds), table);
    }

    @Override
    public Vector predictRaw(Vector features) {
        return Vectors.dense(table.outputs(features));
    }

    @Override
    public Vector raw2probabilityInPlace(Vector raw) {
        double[] values = ((DenseVector) raw).values();
        double logSum = Softmax.logSumExp(values);
        for (int j = 0; j < values.length; j++) values[j] = Math.exp(values[j] - logSum);
        return raw;
    }

    /** Spark's two superclasses declare it with types of which Java sees that they differ. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Tuple3 findSummaryModel() {
        return super.findSummaryModel();
    }

    @Override
    public NnClassificationModel copy(ParamMap extra) {
        return copyValues(new NnClassificationModel(uid, table), extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(this, ModelFile.table(table));
    }

    /** Reads a model that was saved. */
    public static NnClassificationModel load(String path) {
        return read().load(path);
    }

    /** What reads models that were saved. */
    public static MLReader<NnClassificationModel> read() {
        return new ModelReader<>((uid, file) -> new NnClassificationModel(uid, ModelFile.readTable(file)));
    }

    @Override
    public String toString() {
        return "NnClassificationModel: uid=%s, numClasses=%d, numFeatures=%d"
                .formatted(uid, numClasses(), numFeatures());
    }
}
