package dev.nn.examples.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.nn.command.ErrorLine;
import dev.nn.command.Version;
import dev.nn.format.AtomicFile;
import dev.nn.table.TableBatch;
import dev.nn.table.TableModel;
import dev.nn.table.Task;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nn predict}: what a model says about the rows of a file. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Predict every row of a table.",
            "CSV output has a line per row, in the same order: the prediction and one probability per class.",
            "NumPy output is an array: the predicted numbers as float64, or rows x classes probabilities as float32.",
            "Of a network without column names (.onnx, or .safetensors from elsewhere) the columns are the inputs,",
            "in their order; its outputs are written as they are, to NumPy as rows x outputs, also if that is one.",
            ""
        },
        footer = {"", "Example: nn predict --model iris.safetensors --data new.csv --output answers.csv"})
public final class PredictCommand implements Callable<Integer> {
    private static final int BATCH = 256;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model: .safetensors or .onnx.")
    private Path model = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Rows to predict: CSV or .npy.")
    private Path data = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the predictions go: CSV or .npy (default: CSV to standard output).")
    private @Nullable Path output;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "A column of the data that is no input; only needed for networks without column names.")
    private @Nullable String target;

    @Option(
            names = "--output-name",
            paramLabel = "NAME",
            description = "The output of an ONNX model to read, if it has several.")
    private @Nullable String outputName;

    @Mixin
    private CsvOptions csv = new CsvOptions();

    @Override
    public Integer call() throws IOException {
        CsvFormat format = format();
        Path file = output;
        if (file != null) AtomicFile.check(file);
        ModelFile opened = ModelFile.read(model, outputName);
        try (Records records = Records.open(data, format)) {
            TableModel predicting = opened.model(records.name(), records.columns(), target, format.cells());
            records.prepare(predicting, null);
            if (file == null) {
                writeCsv(
                        opened,
                        predicting,
                        records,
                        new CheckedOutput(spec.commandLine().getOut()));
            } else if (Records.isNpy(file)) {
                writeNpy(file, opened, predicting, records);
            } else {
                AtomicFile.write(file, out -> {
                    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writeCsv(opened, predicting, records, text);
                    text.flush();
                });
            }
            ErrorLine.warn(spec.commandLine(), records.warnings());
        }
        return ExitCode.OK;
    }

    private CsvFormat format() {
        try {
            return csv.format();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void writeCsv(ModelFile opened, TableModel model, Records records, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        List<String> header = new ArrayList<>(List.of("prediction"));
        header.addAll(opened.outputColumns(model));
        csv.writeRecord(header);
        TableBatch batch = model.newBatch(BATCH);
        for (int rows = records.fill(batch); rows > 0; rows = records.fill(batch)) {
            batch.run(rows);
            for (int row = 0; row < rows; row++) {
                List<String> line = new ArrayList<>(List.of(opened.prediction(batch, row)));
                if (header.size() > 1) {
                    for (float value : opened.outputs(model, batch, row)) line.add(String.valueOf(value));
                }
                csv.writeRecord(line);
            }
        }
        csv.flush();
    }

    /** A table's numbers in double precision and one dimension, as scikit-learn has them; else rows x outputs, as the network. */
    private static void writeNpy(Path file, ModelFile opened, TableModel model, Records records) throws IOException {
        boolean numbers = !opened.isBare() && model.schema().target().task() == Task.REGRESSION;
        int columns = numbers ? 1 : model.schema().outputs(), size = 0;
        double[] values = new double[numbers ? BATCH : 0];
        float[] outputs = new float[numbers ? 0 : BATCH * columns];
        TableBatch batch = model.newBatch(BATCH);
        for (int rows = records.fill(batch); rows > 0; rows = records.fill(batch)) {
            batch.run(rows);
            int needed = Math.addExact(size, Math.multiplyExact(rows, columns));
            if (numbers && needed > values.length) values = Arrays.copyOf(values, Math.multiplyExact(2, needed));
            if (!numbers && needed > outputs.length) outputs = Arrays.copyOf(outputs, Math.multiplyExact(2, needed));
            for (int row = 0; row < rows; row++) {
                if (numbers) values[size] = batch.get(row).value();
                else System.arraycopy(opened.outputs(model, batch, row), 0, outputs, size, columns);
                size += columns;
            }
        }
        if (numbers) NpyWriter.write(file, Arrays.copyOf(values, size));
        else NpyWriter.write(file, columns, Arrays.copyOf(outputs, size));
    }
}
