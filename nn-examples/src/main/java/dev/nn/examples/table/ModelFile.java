package dev.nn.examples.table;

import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.table.CellRules;
import dev.nn.table.ClassTarget;
import dev.nn.table.Column;
import dev.nn.table.MissingPolicy;
import dev.nn.table.NumberTarget;
import dev.nn.table.NumericColumn;
import dev.nn.table.Schema;
import dev.nn.table.TableBatch;
import dev.nn.table.TableException;
import dev.nn.table.TableModel;
import dev.nn.table.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A file with a model: a table's, or a bare network, from ONNX or safetensors, whose columns and outputs have no names.
 *
 * @param name of the file
 * @param table a table's model, else null
 * @param network a bare network, else null
 */
record ModelFile(
        String name, @Nullable TableModel table, @Nullable Network network) {
    /**
     * Reads a file; its name tells ONNX.
     *
     * @param output the output of an ONNX file that is meant; null for its only one
     * @throws TableException if an output is named of another file
     */
    static ModelFile read(Path file, @Nullable String output) throws IOException {
        String name = file.toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return new ModelFile(name, null, output == null ? Onnx.readNetwork(file) : Onnx.readNetwork(file, output));
        }
        if (output != null)
            throw new TableException(name + ": --output-name is for ONNX files, which may have several outputs");
        try (SafetensorsFile opened = Safetensors.open(file)) {
            TableModel.refuseWithoutSchema(opened);
            if (TableModel.isIn(opened)) return new ModelFile(name, TableModel.read(opened, Kernels.best()), null);
            return new ModelFile(name, null, Safetensors.readNetwork(opened, Kernels.best()));
        }
    }

    /** Whether it is a bare network. */
    boolean isBare() {
        return network != null;
    }

    /**
     * The model. A bare network's inputs become the columns as they are, in their order; its outputs are the logits or
     * probabilities of classes 0, 1, 2 …, or a single one is a number.
     *
     * @param data what messages call the data
     * @param columns of the data
     * @param target the column to leave out of a bare network's inputs; null for none
     * @param cells how the data's cells are read where that is not as training's were
     * @throws TableException if the number of columns isn't the number of inputs
     */
    TableModel model(String data, List<String> columns, @Nullable String target, CellRules cells) {
        if (table != null) return table.withCells(cells);
        Network bare = Objects.requireNonNull(network);
        List<Column> inputs = new ArrayList<>();
        for (String column : columns) {
            if (!column.equals(target)) inputs.add(new NumericColumn(column, 0, 1, MissingPolicy.ERROR, false));
        }
        if (inputs.size() != bare.in()) {
            throw new TableException("%s: %d columns%s, but %s has %d inputs"
                    .formatted(
                            data, inputs.size(), target == null ? "" : " without '" + target + "'", name, bare.in()));
        }
        String output = target == null ? "prediction" : target;
        Target predicted = bare.out() == 1
                ? new NumberTarget(output, 0, 1)
                : new ClassTarget(
                        output,
                        IntStream.range(0, bare.out()).mapToObj(String::valueOf).toList());
        return new TableModel(new Schema(inputs, predicted).withCells(cells), bare);
    }

    /** Names of the columns behind the prediction, one per class; a bare network's outputs are written as they are. */
    List<String> outputColumns(TableModel model) {
        if (!(model.schema().target() instanceof ClassTarget classes)) return List.of();
        return classes.classes().stream()
                .map(label -> (isBare() ? "output_" : "probability_") + label)
                .toList();
    }

    /** The prediction of a row that has been run, as text. */
    String prediction(TableBatch batch, int row) {
        boolean output = isBare() && batch.get(row).probabilities().length == 0;
        // The shortest text of the float that the network put out.
        return output
                ? String.valueOf((float) batch.get(row).value())
                : batch.get(row).label();
    }

    /** The values of those columns. */
    float[] outputs(TableModel model, TableBatch batch, int row) {
        if (!isBare()) return batch.get(row).probabilities();
        float[] outputs = new float[model.schema().outputs()];
        int at = batch.outputs().index(row, 0);
        System.arraycopy(batch.outputs().data(), at, outputs, 0, outputs.length);
        return outputs;
    }
}
