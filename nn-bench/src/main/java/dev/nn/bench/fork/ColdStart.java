package dev.nn.bench.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new JVM up to its first prediction.
 *
 * @param who ours or a peer's name
 * @param wallMillis from before the process is started until the prediction is there
 * @param cpuMillis CPU time of all its threads until then, the JIT compiler's included
 * @param peakMebibytes the most memory that it had at once (VmHWM), NaN where the system doesn't tell
 * @param diskMebibytes size of the jars or classes that it needs
 */
public record ColdStart(String who, double wallMillis, double cpuMillis, double peakMebibytes, double diskMebibytes) {
    /** The name that stands for ours. */
    public static final String OURS = "nn";

    /**
     * The names of those on a class path who can predict: ours first.
     *
     * @param skipped hears about each that can't be used
     */
    public static List<String> competitors(String classPath, Fork.Listener skipped) throws IOException {
        List<String> names = new ArrayList<>();
        for (Message message : run(classPath, null, ColdStartMain.LIST)) {
            switch (message) {
                case Message.Using it -> names.add(it.kernels());
                case Message.Skipped it -> skipped.skipped(it.what(), it.reason());
                default -> throw new IllegalStateException("not a name: " + message);
            }
        }
        return names;
    }

    /**
     * Starts one.
     *
     * @throws IllegalStateException if it ends without a prediction
     */
    public static ColdStart measure(String classPath, @Nullable String bits, String who) throws IOException {
        long start = System.nanoTime();
        for (Message message : run(classPath, bits, who)) {
            if (message instanceof Message.Predicted it) {
                double wall = (it.receivedNanos() - start) * 1e-6;
                return new ColdStart(who, wall, it.cpuMillis(), it.peakMebibytes(), it.diskMebibytes());
            }
        }
        throw new IllegalStateException(who + " died before its first prediction");
    }

    private static List<Message> run(String classPath, @Nullable String bits, String argument) throws IOException {
        List<String> command = new ArrayList<>(Fork.java(bits));
        command.addAll(List.of("-cp", classPath, ColdStartMain.class.getName(), argument));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Fork.ENVIRONMENT);
        Process process = builder.start();
        List<Message> messages = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Message message = Message.decode(line);
                if (message != null) messages.add(message);
            }
        } finally {
            process.destroy();
        }
        return messages;
    }
}
