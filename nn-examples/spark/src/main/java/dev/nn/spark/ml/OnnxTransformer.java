package dev.nn.spark.ml;

import dev.nn.format.Onnx;
import dev.nn.network.Network;
import dev.nn.spark.NetworkBytes;
import dev.nn.spark.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The scoring of an ONNX model: adds a column of vectors, the model's outputs.
 *
 * <pre>{@code
 * Dataset<Row> scored = new OnnxTransformer().setModel("hdfs:///models/net.onnx").setInputCols("features").transform(table);
 * }</pre>
 *
 * Inputs are numbers, arrays of numbers or vectors, one column or several, as the model was trained on them. Every model
 * that {@link Onnx#readNetwork} understands can be scored; another is refused by a message that names the operator. Nothing
 * native is loaded.
 */
public final class OnnxTransformer extends Transformer implements MLWritable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String uid;
    private final StringArrayParam inputCols;
    private final Param<String> outputCol;
    private byte @Nullable [] network;

    /** A transformer that has no model yet. */
    public OnnxTransformer() {
        this(Identifiable$.MODULE$.randomUID("onnxTransformer"));
    }

    /** A transformer that has no model yet, with this name in pipelines. */
    public OnnxTransformer(String uid) {
        // Spark's constructor asks for it.
        this.uid = uid;
        super();
        inputCols = new StringArrayParam(this, "inputCols", "columns of the inputs: numbers, arrays or vectors");
        outputCol = new Param<>(this, "outputCol", "name of the column of outputs");
        setDefault(inputCols, new String[] {"features"});
        setDefault(outputCol, "output");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Columns of the inputs: {@code features}. */
    public StringArrayParam inputCols() {
        return inputCols;
    }

    /** Name of the column of outputs: {@code output}. */
    public Param<String> outputCol() {
        return outputCol;
    }

    /** Sets the columns of the inputs. */
    public OnnxTransformer setInputCols(String... columns) {
        return (OnnxTransformer) set(inputCols, columns);
    }

    /** Sets the name of the column of outputs. */
    public OnnxTransformer setOutputCol(String name) {
        return (OnnxTransformer) set(outputCol, name);
    }

    /**
     * Reads the model. A saved transformer has it with it.
     *
     * @param path on this machine or on any file system that Hadoop knows; weights in a file of their own only on this
     *     machine
     * @throws IOException if it can't be read, or isn't a model that is understood
     */
    public OnnxTransformer setModel(String path) throws IOException {
        Path file = new Path(path);
        FileSystem system =
                file.getFileSystem(SparkSession.active().sessionState().newHadoopConf());
        if (system instanceof LocalFileSystem local) {
            return setModel(Onnx.readNetwork(local.pathToFile(file).toPath()));
        }
        try (InputStream in = system.open(file)) {
            return setModel(Onnx.readNetwork(path, in));
        }
    }

    /** Takes a network as the model. */
    public OnnxTransformer setModel(Network value) {
        network = NetworkBytes.of(value);
        return this;
    }

    private byte[] network() {
        byte[] here = network;
        if (here == null) throw new IllegalStateException("no model: setModel says which file has it");
        return here;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        String name = getOrDefault(outputCol);
        if (List.of(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException("the table has a column '%s' already".formatted(name));
        }
        return schema.add(name, SQLDataTypes.VectorType(), false);
    }

    @Override
    public Dataset<Row> transform(Dataset<?> table) {
        StructType scored = transformSchema(table.schema());
        ShippedNetwork model = new ShippedNetwork(network());
        RowReader inputs = RowReader.columns(
                "input",
                List.of(getOrDefault(inputCols)),
                table.schema(),
                model.model().in());
        return table.toDF()
                .mapPartitions(
                        new ScoreNetwork(
                                inputs,
                                JavaSparkContext.fromSparkContext(
                                                table.sparkSession().sparkContext())
                                        .broadcast(model)),
                        Encoders.row(scored));
    }

    @Override
    public OnnxTransformer copy(ParamMap extra) {
        OnnxTransformer copy = copyValues(new OnnxTransformer(uid), extra);
        copy.network = network;
        return copy;
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(this, ModelFile.network(NetworkBytes.network(network())));
    }

    /** Reads a transformer that was saved. */
    public static OnnxTransformer load(String path) {
        return read().load(path);
    }

    /** What reads transformers that were saved. */
    public static MLReader<OnnxTransformer> read() {
        return new ModelReader<>((uid, file) -> new OnnxTransformer(uid).setModel(ModelFile.readNetwork(file)));
    }
}
