package dev.nn.bench.fork;

import com.sun.management.OperatingSystemMXBean;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Peers;
import dev.nn.bench.work.Cases;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.ModelPredictor;
import dev.nn.bench.work.Predictor;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JVM that makes one prediction and says what it took; or that lists who could. */
final class ColdStartMain {
    /** The argument that asks for the list. */
    static final String LIST = "list";

    private static final List<String> OUR_PARTS = List.of("nn-core", "nn-simd");
    private static final double MEBIBYTE = 1024.0 * 1024;

    private ColdStartMain() {}

    static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        String who = arguments[0];
        Mlp mlp = Mlp.random(Cases.MLP, 1);
        if (who.equals(LIST)) {
            list(out, mlp);
        } else {
            Message.Predicted result = predict(who, mlp);
            tell(out, result);
        }
        System.exit(0); // native libraries may have left threads behind
    }

    private static void tell(PrintStream out, Message message) {
        out.println(Message.encode(message));
        out.flush();
    }

    private static void list(PrintStream out, Mlp mlp) {
        tell(out, new Message.Using(ColdStart.OURS));
        for (Peer peer : Peers.available((name, reason) -> tell(out, new Message.Skipped(name, reason)))) {
            try (Predictor predictor = peer.predictor(mlp)) {
                if (predictor != null) tell(out, new Message.Using(peer.name()));
            } catch (Exception | LinkageError e) {
                tell(out, new Message.Skipped(peer.name() + ", cold start", Peers.describe(e)));
            }
        }
    }

    private static Message.Predicted predict(String who, Mlp mlp) throws IOException {
        float[] x = new float[mlp.in()], y = new float[mlp.out()];
        Peer peer = who.equals(ColdStart.OURS) ? null : named(who);
        Predictor predictor = peer == null ? ModelPredictor.quickStart(mlp) : loaded(peer, mlp);
        predictor.predict(x, y);
        if (Float.isNaN(y[0])) throw new IllegalStateException("the first prediction is not a number");
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double cpuMillis = system.getProcessCpuTime() * 1e-6;
        // Now, not when the parent reads the line: what follows must not count. Both read the same clock.
        long now = System.nanoTime();
        List<String> parts = peer == null ? OUR_PARTS : peer.libraries();
        return new Message.Predicted(now, cpuMillis, peakMebibytes(), disk(parts));
    }

    private static Predictor loaded(Peer peer, Mlp mlp) {
        String reason = peer.unavailableBecause();
        if (reason != null) throw new IllegalStateException(reason);
        Predictor predictor = peer.predictor(mlp);
        if (predictor == null) throw new IllegalStateException(peer.name() + " predicts nothing");
        return predictor;
    }

    private static Peer named(String who) {
        for (Peer peer : ServiceLoader.load(Peer.class)) if (peer.name().equals(who)) return peer;
        throw new IllegalArgumentException("no peer is called " + who);
    }

    private static double peakMebibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return Double.NaN;
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    /** Size of those parts of the class path in whose path one of the names occurs. */
    private static double disk(List<String> names) throws IOException {
        long bytes = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (names.stream().noneMatch(name -> matches(path, name)) || !Files.exists(path)) continue;
            try (Stream<Path> files = Files.walk(path)) {
                bytes += files.filter(Files::isRegularFile)
                        .mapToLong(ColdStartMain::size)
                        .sum();
            }
        }
        return bytes == 0 ? Double.NaN : bytes / MEBIBYTE;
    }

    /** A jar by the beginning of its name, our own classes by the module's folder. */
    private static boolean matches(Path path, String name) {
        @Nullable Path file = path.getFileName();
        if (file != null && file.toString().endsWith(".jar"))
            return file.toString().startsWith(name);
        for (Path part : path) if (part.toString().equals(name)) return true;
        return false;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
