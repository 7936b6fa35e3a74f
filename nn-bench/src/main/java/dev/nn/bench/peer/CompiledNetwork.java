package dev.nn.bench.peer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.nn.bench.measure.Meter;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Subject;
import dev.nn.bench.work.Mlp;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network as a C++ program whose sizes are constants, compiled on the spot by g++ with all its optimisations: what a small
 * network takes at least, without an interpreter of layers. Batches go row by row; the loop over calls is C++, too.
 */
public final class CompiledNetwork implements Subject {
    /** The name in tables and files. */
    public static final String NAME = "c++";

    /** Not the same bits as ours: sums in any order, as programs ask for that want them fast. */
    private static final List<String> COMPILER =
            List.of("g++", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-x", "c++");

    private static final String LAYER = """
            #include <algorithm>
            template <int In, int Out> struct Dense {
                alignas(64) float w[In * Out], b[Out], y[Out];
                const float* set(const float* p) {
                    std::copy(p, p + In * Out, w);
                    std::copy(p + In * Out, p + In * Out + Out, b);
                    return p + In * Out + Out;
                }
                void run(const float* __restrict x, bool relu) {
                    for (int j = 0; j < Out; j++) y[j] = b[j];
                    for (int i = 0; i < In; i++)
                        for (int j = 0; j < Out; j++) y[j] += x[i] * w[i * Out + j];
                    if (relu) for (int j = 0; j < Out; j++) y[j] = std::max(y[j], 0.f);
                }
            };
            """;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment x, y;
    private final MethodHandle predict;
    private final long rows;
    private long call;

    /** Of the first outputs, so that they are used. */
    @SuppressWarnings("UnusedVariable")
    private float sum;

    @SuppressWarnings("restricted") // that is what a peer in another language takes
    private CompiledNetwork(Mlp network, Path library, float[] input) throws Throwable {
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, arena);
        Linker linker = Linker.nativeLinker();
        float[] parameters = network.parameters();
        linker.downcallHandle(symbols.findOrThrow("parameters"), FunctionDescriptor.ofVoid(ADDRESS))
                .invoke(arena.allocateFrom(JAVA_FLOAT, parameters));
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_FLOAT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        predict = linker.downcallHandle(symbols.findOrThrow("predict"), type);
        rows = input.length / network.in();
        x = arena.allocateFrom(JAVA_FLOAT, input);
        y = arena.allocate(JAVA_FLOAT, rows * network.out());
    }

    /**
     * That of a network, for the rows one after the other, or null where no g++ is.
     *
     * @throws IllegalStateException if it can't be compiled or loaded
     */
    public static @Nullable CompiledNetwork of(Mlp network, float[] rows) {
        try {
            Path folder = Files.createTempDirectory("nn-bench");
            Path source = folder.resolve("network.cpp"), library = folder.resolve("network.so");
            try {
                Files.writeString(source, source(network.widths()));
                return compile(source, library) ? new CompiledNetwork(network, library, rows) : null;
            } finally {
                for (Path each : List.of(source, library, folder)) Files.deleteIfExists(each);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("a network in C++: " + Peers.describe(e), e);
        }
    }

    /** False if there is no compiler. */
    private static boolean compile(Path source, Path library) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(COMPILER);
        command.addAll(List.of(source.toString(), "-o", library.toString()));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            return false;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(output);
        return true;
    }

    private static String source(List<Integer> widths) {
        StringBuilder declared = new StringBuilder(), set = new StringBuilder(), run = new StringBuilder();
        int layers = widths.size() - 1;
        for (int l = 0; l < layers; l++) {
            declared.append("static Dense<%d, %d> l%d;%n".formatted(widths.get(l), widths.get(l + 1), l));
            set.append(" p = l%d.set(p);".formatted(l));
            run.append(" l%d.run(%s, %b);".formatted(l, l == 0 ? "x" : "l" + (l - 1) + ".y", l + 1 < layers));
        }
        int in = widths.getFirst(), out = widths.getLast();
        return LAYER + declared + """
                extern "C" void parameters(const float* p) {%s }
                static void row(const float* x, float* y) {%s std::copy(l%d.y, l%d.y + %d, y); }
                extern "C" float predict(float* x, float* y, long rows, long first, long calls) {
                    float sum = 0;
                    for (long c = first; c < first + calls; c++) {
                        x[0] = 1e-6f * c;
                        for (long r = 0; r < rows; r++) row(x + r * %d, y + r * %d);
                        sum += y[0];
                    }
                    return sum;
                }
                """.formatted(set, run, layers - 1, layers - 1, out, in, out);
    }

    /** What it has predicted last, row by row. */
    public float[] outputs() {
        return y.toArray(JAVA_FLOAT);
    }

    @Override
    public Sample run(long calls) {
        Meter meter = Meter.start();
        try {
            sum += (float) predict.invokeExact(x, y, rows, call, calls);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        call += calls;
        return meter.stop(calls);
    }

    @Override
    public void close() {
        arena.close();
    }
}
