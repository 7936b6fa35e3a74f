package dev.nn.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The processor, as far as the operating system tells.
 *
 * @param model its name, or else its architecture
 * @param numbers those that tell models of one name apart, as "family 25, model 17, stepping 1"; empty if unknown
 * @param features what it can do that matters for vector kernels, in the system's words; empty if unknown
 */
public record Cpu(String model, String numbers, List<String> features) {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private static final Set<String> RELEVANT = Set.of("""
            sse2 sse4_1 sse4_2 avx f16c fma avx2 avx_vnni
            avx512f avx512dq avx512bw avx512vl avx512_vnni avx512_bf16 avx512_fp16 amx_tile amx_bf16 amx_int8
            asimd asimdhp asimddp bf16 i8mm sve sve2 sme""".split("\\s+"));

    /** On x86, then on ARM. */
    private static final List<String> NUMBERS =
            List.of("cpu family", "model", "stepping", "CPU implementer", "CPU part", "CPU variant");

    /** The model and what tells it from others of the same name. */
    public String name() {
        return numbers.isEmpty() ? model : model + " (" + numbers + ")";
    }

    /** Reads what Linux knows; elsewhere only the architecture is known. */
    static Cpu here() {
        try {
            return parse(Files.readAllLines(LINUX));
        } catch (IOException notLinux) {
            return parse(List.of());
        }
    }

    /** Understands the lines of {@code /proc/cpuinfo}, of which the first processor's count. */
    static Cpu parse(List<String> lines) {
        String features =
                value(lines, "flags").or(() -> value(lines, "Features")).orElse("");
        return new Cpu(
                value(lines, "model name").orElse(System.getProperty("os.arch")),
                NUMBERS.stream()
                        .flatMap(key -> value(lines, key).map(number -> lastWord(key) + " " + number).stream())
                        .collect(Collectors.joining(", ")),
                Arrays.stream(features.split(" ")).filter(RELEVANT::contains).toList());
    }

    private static String lastWord(String key) {
        return key.substring(key.lastIndexOf(' ') + 1);
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .map(parts -> parts[1].strip())
                .findFirst();
    }
}
