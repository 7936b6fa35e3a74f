package dev.nn.bench.jmh;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's command line, with allocation always measured, and behind JMH's table one in GFLOP/s and shares of the peak.
 *
 * <p>Every option of JMH works: {@code ./nn bench --jmh forward -p shape=1x784x256 -f 1}. The peak is measured in the same
 * run, if the pattern selects {@code PeakBenchmark} too (without a pattern it does).
 */
public final class JmhMain {
    private JmhMain() {}

    /** Runs JMH; exits the JVM after an error. */
    public static void main(String[] arguments) throws Exception {
        CommandLineOptions line;
        try {
            line = new CommandLineOptions(arguments);
        } catch (CommandLineOptionException e) {
            System.err.println("nn bench --jmh: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (line.shouldHelp()
                || line.shouldList()
                || line.shouldListWithParams()
                || line.shouldListProfilers()
                || line.shouldListResultFormats()) {
            org.openjdk.jmh.Main.main(arguments);
            return;
        }
        Options options =
                new OptionsBuilder().parent(line).addProfiler(GCProfiler.class).build();
        try {
            Collection<RunResult> results = new Runner(options).run();
            System.out.println(new JmhReport(results));
        } catch (RunnerException e) {
            System.err.println("nn bench --jmh: " + e.getMessage());
            System.exit(1);
        }
    }
}
