package dev.nn.examples.table;

import dev.nn.command.ErrorLine;
import dev.nn.command.JsonFile;
import dev.nn.command.Version;
import dev.nn.examples.progress.Interruption;
import dev.nn.format.AtomicFile;
import dev.nn.network.Team;
import dev.nn.table.Table;
import dev.nn.table.TableException;
import dev.nn.table.TableFit;
import dev.nn.table.TableTrainer;
import dev.nn.table.Understanding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn train}: learns to predict one column of a table from the others. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        resourceBundle = "dev.nn.examples.table.train",
        sortOptions = false,
        description = {
            "Learn to predict one column of a table from the others.",
            "Numbers are scaled and texts become categories; the model's file keeps all that predicting needs.",
            "Part of the rows is held out to choose how to train; the score on --test is of rows never learnt from.",
            ""
        },
        footer = {"", "Example: nn train --data iris.csv --target species --model iris.safetensors"})
public final class TrainCommand implements Callable<Integer> {
    private static final String NO_HEADER =
            "the first line looks like values, not names: with --no-header, columns are called column_1, column_2 …";

    /** Lines in which a header is looked for that isn't the first. */
    private static final int MOST_TITLES = 10;

    /** What may stand between names where no known delimiter does. */
    private static final Pattern DELIMITER = Pattern.compile("\\S[ :^~!/]+\\S");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Rows to learn from: CSV.")
    private Path data = Path.of("");

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "The column to predict.")
    private String target = "";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "Where the model goes: .safetensors.")
    private Path model = Path.of("");

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Rows to measure the finished model on: CSV (default: none; then testScore is null).")
    private @Nullable Path test;

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Mixin
    private CsvOptions csv = new CsvOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the pictures (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("nn-out", "train");

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, too.")
    private @Nullable Path json;

    @Option(names = "--quiet", description = "Print nothing but the results.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        TableTrainer trainer = ErrorLine.understood(spec, options::trainer);
        int threads = ErrorLine.understood(spec, options::threads);
        CsvFormat format = ErrorLine.understood(spec, csv::format);
        AtomicFile.check(model);
        TablePictures.check(out);
        if (json != null) AtomicFile.check(json);
        checkTest(format);
        long start = System.nanoTime();
        Memory memory = new Memory(data, format);
        Table table = memory.watch(() -> CsvTable.read(data, format));
        requireTarget(table, format);
        Understanding understood = memory.watch(() -> trainer.understand(table, target));
        print(UnderstandingLines.of(table, understood));
        if (format.header() && table.headerLooksLikeValues()) print(List.of("warning   " + NO_HEADER));
        TableFit fit = memory.watch(() -> fit(trainer, threads, table));
        double seconds = (System.nanoTime() - start) * 1e-9;
        fit.model().write(model);
        TableReport report = new TableReport(understood, fit, evaluate(fit, format), seconds);
        print(report.results());
        if (json != null) JsonFile.write(json, report.json(options.seed(), threads));
        TablePictures.write(out, report);
        print(List.of("model     " + model, "pictures  " + out));
        return ExitCode.OK;
    }

    @SuppressWarnings("try") // the interruption is waited for, nothing else
    private TableFit fit(TableTrainer trainer, int threads, Table table) {
        try (ExecutorService workers = Executors.newCachedThreadPool(TrainCommand::daemon);
                Team team = Team.of(workers, threads);
                TrainProgress progress = new TrainProgress(spec.commandLine().getOut(), quiet);
                Interruption waiting =
                        Interruption.says("nn train: interrupted, no model is written", progress::close)) {
            return trainer.team(team).listener(progress).fit(table, target);
        }
    }

    private void requireTarget(Table table, CsvFormat format) throws IOException {
        if (table.columns().contains(target)) return;
        String hint = table.headerLooksLikeValues() ? "; " + NO_HEADER : "";
        boolean undivided = hint.isEmpty()
                && table.columns().size() == 1
                && DELIMITER.matcher(table.columns().getFirst()).find();
        if (undivided) hint = "; if another character stands between values, --delimiter says which";
        if (hint.isEmpty()) hint = lineOfTarget(format);
        throw new TableException("%s: no column '%s'; there are: %s%s"
                .formatted(table.name(), target, String.join(", ", table.columns()), hint));
    }

    /** What is said if a title stands above the header; else empty. */
    private String lineOfTarget(CsvFormat format) throws IOException {
        try (CsvReader reader = CsvReader.open(data, format)) {
            for (int i = 0; i < MOST_TITLES; i++) {
                String[] cells = reader.next();
                if (cells == null) return "";
                if (!List.of(cells).contains(target)) continue;
                return "; line %d has it, but the first line must have the columns' names".formatted(reader.line());
            }
            return "";
        }
    }

    /** Whether there is a test table at all, before the work. */
    private void checkTest(CsvFormat format) throws IOException {
        if (test == null) return;
        try (CsvReader reader = CsvReader.open(test, format)) {
            if (reader.columns().contains(target)) return;
            throw new TableException(
                    "%s: no column '%s'; there are: %s".formatted(test, target, String.join(", ", reader.columns())));
        }
    }

    private @Nullable Evaluation evaluate(TableFit fit, CsvFormat format) throws IOException {
        if (test == null) return null;
        try (Records records = Records.open(test, format)) {
            return Evaluation.of(fit.model(), records, target);
        } catch (TableException e) {
            TableException problem =
                    new TableException("%s; the model is written, %s".formatted(e.getMessage(), model));
            problem.initCause(e);
            throw problem;
        }
    }

    private static Thread daemon(Runnable work) {
        return Thread.ofPlatform().daemon().name("nn-worker").unstarted(work);
    }

    private void print(List<String> lines) {
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
    }
}
