package dev.nn.bench;

import dev.nn.bench.fork.ForkPlan;
import dev.nn.bench.report.Conditions;
import dev.nn.bench.report.JsonReport;
import dev.nn.bench.report.MarkdownReport;
import dev.nn.bench.report.Results;
import dev.nn.bench.report.Roofline;
import dev.nn.bench.report.Table;
import dev.nn.bench.work.Case;
import dev.nn.command.ErrorLine;
import dev.nn.format.AtomicFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nn bench}: measures the machine, the kernels, layers and training steps, and other libraries beside them. */
@Command(
        name = "nn bench",
        mixinStandardHelpOptions = true,
        version = "nn bench 0.1.0",
        sortOptions = false,
        description = {
            "Measure how fast the kernels are, as a share of what the machine can do at most.",
            "",
            "Every fork is a JVM of its own that first runs odd shapes in random order, then measures the FMA peak and the"
                    + " read bandwidths, then checks and measures every case of a fixed list, case by case in turns.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nn bench --quick                                   everything, in about 4 minutes",
            "  nn bench --only 'forward 128x784x256 relu$'        one row",
            "  nn bench --peers --only 'forward|step' --json f    beside other libraries; a file for machines",
            "  nn bench --only neighbour                          speed beside a thread that streams memory",
            "  nn bench --only 'conv|lenet'                       convolutions and a network of images",
            "  nn bench --quick --markdown measurements.md        a document of them",
            "  nn bench --jmh LayerBenchmark.forward -f 1         JMH's benchmarks with JMH's options"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Set<String> WIDTHS = Set.of("128", "256", "512");
    private static final int QUICK_FORKS = 2, FORKS = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description = "Shorter rounds and 2 forks: done in about 4 minutes, with --peers in about 9. Peers are"
                    + " measured in the first fork only, and with fewer functions.")
    private boolean quick;

    @Option(names = "--forks", paramLabel = "N", description = "How many JVMs measure everything (default: 3).")
    private @Nullable Integer forks;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Only cases in whose \"work shape activation\" the expression is found.")
    private String only = "";

    @Option(
            names = "--bits",
            paramLabel = "N",
            split = ",",
            description = "Vector widths to force, of 512, 256 and 128 (default: the one that the hardware prefers).")
    private List<String> bits = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the rows that share work; 1 leaves them out, and those with a neighbour"
                    + " (default: 2).")
    private int threads = 2;

    @Option(names = "--peers", description = "Measure other libraries, too; the first time downloads them.")
    private boolean peers;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the first fork (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the picture (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("nn-out", "bench");

    @Option(names = "--json", paramLabel = "FILE", description = "Write the rows as JSON, too.")
    private @Nullable Path json;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description =
                    "Write a document with everything on top that one has to know to repeat the run: the commit, the"
                            + " date, the processor, the JDK and the options.")
    private @Nullable Path markdown;

    @Option(names = "--list", description = "List the cases and why each is there, and measure nothing.")
    private boolean list;

    /** The parser, ready to execute; it never exits the JVM. */
    static CommandLine commandLine() {
        return ErrorLine.parser(new BenchCommand());
    }

    @Override
    public Integer call() throws Exception {
        ForkPlan first = plan();
        List<Case> wanted = first.wanted();
        if (wanted.isEmpty()) throw wrong("--only " + only + ": matches no case; --list shows them");
        if (list) {
            for (Case each : wanted) printer().printf(Locale.ROOT, "%-52s %s%n", each.name(), each.reason());
            printer().flush();
            return ExitCode.OK;
        }
        Roofline.check(out);
        if (json != null) AtomicFile.check(json);
        if (markdown != null) AtomicFile.check(markdown);
        Conditions conditions =
                Conditions.now(spec.commandLine().getParseResult().originalArgs());
        Run run = new Run(first, forks != null ? forks : quick ? QUICK_FORKS : FORKS, bits, ClassPaths.of(peers));
        Results results = Results.of(wanted, run.forks(), run.coldStarts());
        new Table(results).lines().forEach(printer()::println);
        if (json != null) AtomicFile.write(json, new JsonReport(results)::writeTo);
        if (markdown != null) AtomicFile.write(markdown, new MarkdownReport(results, conditions)::writeTo);
        if (!results.rows().isEmpty()) {
            printer().println();
            printer().println("picture  " + new Roofline(results).write(out));
        }
        printer().flush();
        return ExitCode.OK;
    }

    private ForkPlan plan() {
        if (forks != null && forks < 1) throw wrong("--forks must be at least 1, was " + forks);
        if (threads < 1) throw wrong("--threads must be at least 1, was " + threads);
        for (String width : bits) {
            if (!WIDTHS.contains(width)) throw wrong("--bits takes 128, 256 or 512, was " + width);
        }
        try {
            Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw wrong("--only: not a regular expression, " + e.getDescription() + ": " + only);
        }
        ForkPlan plan = new ForkPlan(seed, quick, threads, only, false);
        int cores = Runtime.getRuntime().availableProcessors();
        if (list || threads <= cores) return plan;
        long shared = plan.cases().stream().filter(Case::isParallel).count();
        if (shared > 0) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "nn bench: left out: %d cases on %d threads or with a neighbour, because there %s%n",
                            shared, threads, cores == 1 ? "is only 1 processor" : "are only " + cores + " processors");
        }
        return new ForkPlan(seed, quick, 1, only, false);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter printer() {
        return spec.commandLine().getOut();
    }
}
