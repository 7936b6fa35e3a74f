package dev.nn.table;

import dev.nn.data.DataFormatException;
import dev.nn.file.Heap;
import dev.nn.format.Safetensors;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A trained network together with all that turns records into its inputs and its outputs into answers, in one file.
 *
 * {@snippet file="dev/nn/snippet/TableSnippetsTest.java" region="predict" :
 * TableModel model = TableModel.read(path);
 * Prediction flower = model.predict(
 *         Map.of("sepal_length", "5.1", "sepal_width", "3.5", "petal_length", "1.4", "petal_width", "0.2"));
 * String species = flower.label();
 * }
 *
 * Immutable and safe from many threads. Each of the {@code predict} methods allocates a little memory to work in; for
 * many rows, or to allocate it once, there is {@link #newBatch}.
 */
public final class TableModel {
    /** Where the file's metadata has the schema. */
    static final String METADATA = "nn.table";

    private final Schema schema;
    private final Network network;
    private final Model model;

    /**
     * A model of a network and a schema.
     *
     * @throws IllegalArgumentException if the schema is for another number of inputs or outputs
     */
    public TableModel(Schema schema, Network network) {
        if (network.in() != schema.inputs() || network.out() != schema.outputs()) {
            throw new IllegalArgumentException("the schema is for %d inputs and %d outputs, the network has %d and %d"
                    .formatted(schema.inputs(), schema.outputs(), network.in(), network.out()));
        }
        this.schema = schema;
        this.network = network;
        this.model = network.freeze();
    }

    /**
     * Reads a model's file, to predict on the {@linkplain Kernels#best best} kernels.
     *
     * @throws DataFormatException if it isn't a safetensors file that {@link #write} wrote
     */
    public static TableModel read(Path file) throws IOException {
        try (SafetensorsFile opened = Safetensors.open(file)) {
            return read(opened, Kernels.best());
        }
    }

    /**
     * Reads the model in an open file, for instance one that came with the class path, to predict on these kernels.
     *
     * @throws DataFormatException if {@link #write} didn't write it
     */
    public static TableModel read(SafetensorsFile file, DenseKernels kernels) throws IOException {
        refuseWithoutSchema(file);
        Schema schema = SchemaJson.read(file.name(), file.metadata().get(METADATA));
        Network network = Safetensors.readNetwork(file, kernels);
        try {
            return new TableModel(schema, network);
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(file.name(), e);
        } catch (IllegalArgumentException e) {
            throw SchemaJson.damaged(file.name(), e.getMessage(), e);
        }
    }

    /** Whether an open file has a schema, so that {@link #read} is for it. */
    public static boolean isIn(SafetensorsFile file) {
        return file.metadata().containsKey(METADATA);
    }

    /**
     * Refuses a network of a table whose scaling is in the file, but not as a schema: earlier versions of {@code nn spark
     * train} wrote such files. Without the scaling, all that it says would be wrong.
     *
     * @throws DataFormatException if the file is one of those
     */
    public static void refuseWithoutSchema(SafetensorsFile file) throws DataFormatException {
        if (isIn(file) || !file.metadata().keySet().containsAll(List.of("features", "means", "deviations"))) return;
        throw SchemaJson.damaged(
                file.name(), "a scaling of inputs as an earlier nn spark train wrote it; train the model again", null);
    }

    /** Writes the model's file, atomically: safetensors with the schema, as JSON, in its metadata. */
    public void write(Path file) throws IOException {
        Safetensors.write(file, network, Map.of(METADATA, SchemaJson.write(schema)));
    }

    /** The same model for tables whose cells are written as these rules say, whatever training has seen. */
    public TableModel withCells(CellRules rules) {
        return rules.equals(CellRules.DEFAULT) ? this : new TableModel(schema.withCells(rules), network);
    }

    /** What the columns become and what the outputs mean. */
    public Schema schema() {
        return schema;
    }

    /** The network; changing its parameters doesn't change this model. */
    public Network network() {
        return network;
    }

    /** The network in its frozen form. */
    Model frozen() {
        return model;
    }

    /**
     * Predicts from a record.
     *
     * @param record values by column name; what isn't there is missing
     * @throws TableException if a value can't be used, naming its column
     */
    public Prediction predict(Map<String, String> record) {
        List<Column> columns = schema.columns();
        String[] cells = new String[columns.size()];
        for (int c = 0; c < cells.length; c++) {
            cells[c] = record.getOrDefault(columns.get(c).name(), "");
        }
        return predict(cells);
    }

    /**
     * Predicts from texts.
     *
     * @param cells one for each of the schema's columns, in its order
     * @throws TableException if a value can't be used, naming its column
     */
    public Prediction predict(String... cells) {
        TableBatch batch = newBatch(1);
        batch.set(0, cells);
        return batch.run(1).get(0);
    }

    /**
     * Predicts from numbers.
     *
     * @param row one value for each of the schema's columns, in its order; NaN is a missing one
     * @throws TableException if a value can't be used, naming its column
     */
    public Prediction predict(float[] row) {
        if (row.length != schema.columns().size()) {
            throw new TableException(
                    "a row needs %d values, has %d".formatted(schema.columns().size(), row.length));
        }
        TableBatch batch = newBatch(1);
        batch.set(0, row, 0);
        return batch.run(1).get(0);
    }

    /** Memory for predictions of up to {@code maxRows} rows at a time, on one thread at a time. */
    public TableBatch newBatch(int maxRows) {
        return new TableBatch(this, maxRows);
    }

    /** The columns, the target and the network, in one line. */
    @Override
    public String toString() {
        return Printable.line("%s of '%s': %s"
                .formatted(schema.target().task().label(), schema.target().name(), network));
    }
}
