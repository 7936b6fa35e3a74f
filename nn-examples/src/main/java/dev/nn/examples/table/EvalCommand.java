package dev.nn.examples.table;

import dev.nn.command.ErrorLine;
import dev.nn.command.JsonFile;
import dev.nn.command.Version;
import dev.nn.format.AtomicFile;
import dev.nn.table.TableModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nn eval}: how well a model predicts a table whose target is known. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Measure a model on a table with known answers: accuracy, or R2 for numbers.",
            "Of a network without column names (.onnx, or .safetensors from elsewhere) the columns but the target are",
            "the inputs, in their order; one output is a number, more are classes 0, 1, 2 and so on.",
            ""
        },
        footer = {"", "Example: nn eval --model iris.safetensors --data known.csv --json score.json"})
public final class EvalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model: .safetensors or .onnx.")
    private Path model = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Rows with known answers: CSV.")
    private Path data = Path.of("");

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column with the answers (default: the one that the model was trained for).")
    private @Nullable String target;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, too.")
    private @Nullable Path json;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for a picture of right and wrong answers.")
    private @Nullable Path out;

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
        if (json != null) AtomicFile.check(json);
        if (out != null) TablePictures.check(out);
        long start = System.nanoTime();
        ModelFile opened = ModelFile.read(model, outputName);
        Evaluation evaluation;
        TableModel evaluated;
        try (Records records = Records.open(data, format)) {
            if (opened.isBare() && target == null) {
                throw new ParameterException(spec.commandLine(), "a network without column names needs --target");
            }
            evaluated = opened.model(records.name(), records.columns(), target, format.cells());
            String column = target == null ? evaluated.schema().target().name() : target;
            Evaluation measured = Evaluation.of(evaluated, records, column);
            ErrorLine.warn(spec.commandLine(), records.warnings());
            evaluation = opened.isBare() ? measured.withoutLoss() : measured;
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        PrintWriter printer = spec.commandLine().getOut();
        TableReport.scoreLines(evaluation, "test").forEach(printer::println);
        printer.flush();
        if (json != null) JsonFile.write(json, TableReport.json(evaluated, evaluation, seconds));
        if (out != null) TablePictures.write(out, evaluation, "test rows");
        return ExitCode.OK;
    }

    private CsvFormat format() {
        try {
            return csv.format();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
