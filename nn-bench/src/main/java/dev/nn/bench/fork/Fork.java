package dev.nn.bench.fork;

import dev.nn.bench.measure.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parent's side of a fork: starts a JVM with the options of its own, and collects what that tells.
 *
 * @param plan what to do
 * @param bits the vector width to force, or null for the one that the hardware prefers
 * @param classPath of the new JVM
 */
public record Fork(ForkPlan plan, @Nullable String bits, String classPath) {
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";
    private static final String BITS = "-Dnn.simd.bits=";

    /** One thread for every native library, and no look at the network. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "OMP_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1",
            "MKL_NUM_THREADS", "1",
            "DJL_OFFLINE", "true",
            "OPT_OUT_TRACKING", "true");

    private static final List<String> PROPERTIES = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-Dai.djl.pytorch.graph_optimizer=false");

    /** Hears what happens meanwhile. */
    public interface Listener {
        /** So many cases of so many are done. */
        void progress(int done, int total, String next);

        /** Something was left out. */
        void skipped(String what, String reason);
    }

    /**
     * Runs it to its end.
     *
     * @throws IllegalStateException if it fails, with its reason in one line
     */
    public ForkResult run(Listener listener) throws IOException {
        List<String> command = new ArrayList<>(java(bits));
        command.add("-cp");
        command.add(classPath);
        command.add(ForkMain.class.getName());
        command.addAll(plan.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        Thread stop = new Thread(process::destroy, "stop the fork");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return read(process, listener);
        } finally {
            process.destroy();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private ForkResult read(Process process, Listener listener) throws IOException {
        List<ForkResult.Measured> measured = new ArrayList<>();
        List<ForkResult.Accompanied> accompanied = new ArrayList<>();
        String kernels = "";
        Limits limits = null;
        String failure = null;
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                switch (Message.decode(line)) {
                    case null -> System.err.println(line);
                    case Message.Progress it -> listener.progress(it.done(), it.total(), it.next());
                    case Message.Using it -> kernels = it.kernels();
                    case Message.Measured it ->
                        measured.add(new ForkResult.Measured(it.caseName(), it.who(), it.sample()));
                    case Message.Accompanied it -> accompanied.add(it.result());
                    case Message.Measure it -> limits = it.limits();
                    case Message.Predicted it -> throw new IllegalStateException("not a fork's: " + it);
                    case Message.Skipped it -> listener.skipped(it.what(), it.reason());
                    case Message.Failed it -> failure = it.reason();
                }
            }
        }
        if (failure != null) throw new IllegalStateException(failure);
        if (limits == null) throw new IllegalStateException("a fork died" + status(process));
        return new ForkResult(plan.seed(), kernels, limits, measured, accompanied);
    }

    private static String status(Process process) {
        try {
            return " with status " + process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** How to start a JVM like this one. */
    static List<String> java(@Nullable String bits) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            boolean agent = argument.startsWith("-javaagent:") || argument.startsWith("-agentlib:");
            if (!agent && (bits == null || !argument.startsWith(BITS))) command.add(argument);
        }
        if (!command.contains(VECTOR_MODULE)) command.add(VECTOR_MODULE);
        if (bits != null) command.add(BITS + bits);
        command.addAll(PROPERTIES);
        return command;
    }
}
