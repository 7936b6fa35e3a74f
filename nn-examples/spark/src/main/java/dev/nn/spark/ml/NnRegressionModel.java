package dev.nn.spark.ml;

import dev.nn.spark.RowAnswer;
import dev.nn.table.NumberTarget;
import dev.nn.table.TableModel;
import java.io.Serial;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** What {@link NnRegressor} has learnt: adds {@code prediction}. Its folder is like {@link NnClassificationModel}'s. */
public final class NnRegressionModel extends RegressionModel<Vector, NnRegressionModel> implements MLWritable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String uid;
    private final ShippedTable table;

    NnRegressionModel(String uid, ShippedTable table) {
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
    public int numFeatures() {
        return table.features();
    }

    /** Scores in batches, where Spark's own method would score row by row. */
    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        StructType schema = rows.schema(), scored = transformSchema(schema);
        if (scored.size() == schema.size()) return rows.toDF();
        return ScoreTable.of(rows, getFeaturesCol(), scored, answer(), table);
    }

    private RowAnswer answer() {
        NumberTarget target = (NumberTarget) table.schema().target();
        return new NumberAnswer(target.mean(), target.deviation());
    }

    @Override
    public double predict(Vector features) {
        return (double) answer().of(table.outputs(features))[0];
    }

    @Override
    public NnRegressionModel copy(ParamMap extra) {
        return copyValues(new NnRegressionModel(uid, table), extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(this, ModelFile.table(table));
    }

    /** Reads a model that was saved. */
    public static NnRegressionModel load(String path) {
        return read().load(path);
    }

    /** What reads models that were saved. */
    public static MLReader<NnRegressionModel> read() {
        return new ModelReader<>((uid, file) -> new NnRegressionModel(uid, ModelFile.readTable(file)));
    }

    @Override
    public String toString() {
        return "NnRegressionModel: uid=%s, numFeatures=%d".formatted(uid, numFeatures());
    }

    /** A scaled output to the number that it stands for. */
    private record NumberAnswer(double mean, double deviation) implements RowAnswer {
        @Override
        public Object[] of(double[] outputs) {
            return new Object[] {mean + deviation * outputs[0]};
        }
    }
}
