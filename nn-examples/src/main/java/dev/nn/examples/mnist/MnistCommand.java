package dev.nn.examples.mnist;

import dev.nn.command.ErrorLine;
import dev.nn.command.JsonFile;
import dev.nn.command.Version;
import dev.nn.examples.progress.Interruption;
import dev.nn.examples.progress.Progress;
import dev.nn.examples.progress.ProgressPlan;
import dev.nn.format.AtomicFile;
import dev.nn.kernel.DenseKernels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn mnist}: trains a network on handwritten digits and shows what came of it. */
@Command(
        name = "mnist",
        resourceBundle = "dev.nn.examples.mnist.mnist",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Train a network on 60,000 handwritten digits and test it on 10,000 others.",
            "After each epoch the test images are measured, for the report only: nothing is chosen by them.",
            "With --validation, images that are held back are measured in their place.",
            ""
        },
        footer = {
            "",
            "Example: nn mnist --epochs 10 --hidden 512,256 --dropout 0.2 --json result.json",
            "Example: nn mnist --epochs 50 --validation 0.1",
            "Example: nn mnist --model lenet"
        })
public final class MnistCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RecipeOptions options = new RecipeOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with other IDX files, named like MNIST's, plain or .gz.")
    private @Nullable Path data;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the pictures (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("nn-out", "mnist");

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, too.")
    private @Nullable Path json;

    @Mixin
    private CheckpointOptions checkpoints = new CheckpointOptions();

    @Mixin
    private SaveOptions saving = new SaveOptions();

    @Option(names = "--quiet", description = "Print nothing but the results.")
    private boolean quiet;

    @Override
    public Integer call() throws Exception {
        Recipe recipe = ErrorLine.understood(spec, () -> {
            checkpoints.check();
            saving.check();
            return options.recipe();
        });
        Pictures.check(out);
        if (json != null) AtomicFile.check(json);
        checkpoints.requireWritable();
        saving.requireWritable();
        // Reading takes about as long as choosing, checking and compiling the kernels.
        Background<Digits> digits = Background.start(() -> data == null ? Digits.mnist() : Digits.in(data));
        DenseKernels kernels = ErrorLine.understood(spec, options::kernels);
        Digits read = digits.await();
        Experiment experiment = ErrorLine.understood(spec, () -> Experiment.prepare(recipe, read, kernels));
        Report report = new Report(experiment);
        if (!quiet) print(report.plan());
        Experiment.Outcome outcome = run(experiment, report);
        print(report.results(outcome));
        if (json != null) JsonFile.write(json, report.json(outcome));
        print(saving.write(experiment.network()));
        Pictures.write(out, experiment, outcome);
        print(List.of("pictures  " + out));
        return ExitCode.OK;
    }

    @SuppressWarnings("try") // the interruption is waited for, nothing else
    private Experiment.Outcome run(Experiment experiment, Report report) throws IOException {
        int images = experiment.trainingImages();
        ProgressPlan plan = new ProgressPlan(experiment.recipe().epochs(), images, 1, epoch -> report.line(epoch));
        try (Progress progress = quiet ? Progress.silent() : Progress.on(printer(), plan);
                Interruption waiting =
                        Interruption.says("nn mnist: interrupted" + checkpoints.howToGoOn(), progress::close)) {
            return experiment.run(progress, checkpoints);
        }
    }

    private void print(List<String> lines) {
        lines.forEach(printer()::println);
        printer().flush();
    }

    private PrintWriter printer() {
        return spec.commandLine().getOut();
    }
}
