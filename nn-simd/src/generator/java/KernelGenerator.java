import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The program that writes unrolled and inlined code, from {@linkplain Template templates} that look like it, and from the
 * {@linkplain Formulas formulas} of functions.
 *
 * <p>C2 keeps a vector in a register only if it is a local variable and never crosses a call. So a register tile is a
 * method of its own for every size, and a loop over a function has the whole function inside. Nobody wants to write that,
 * or read it twice.
 *
 * <p>Run by the build: {@code java KernelGenerator.java OUTPUT_DIRECTORY}.
 */
public final class KernelGenerator {
    private KernelGenerator() {}

    public static void main(String[] arguments) throws IOException, URISyntaxException {
        Path output = Path.of(arguments[0], "dev", "nn", "simd");
        Path program = Path.of(KernelGenerator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path sources = program.resolveSibling("../..").normalize();
        Formulas formulas = Formulas.read(sources.resolve("main/java/dev/nn/simd/formula"));
        Map<String, Object> names = Map.of("activations", formulas.activations());
        Map<String, List<String>> classes = new TreeMap<>();
        for (Path template : templates(sources.resolve("generator/templates"))) {
            classes.putAll(Template.expand(
                    "" + template.getFileName(), Files.readAllLines(template), names, new Vectors(formulas)));
        }
        for (Map.Entry<String, List<String>> entry : classes.entrySet()) {
            Path file = output.resolve(entry.getKey() + ".java");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }

    private static List<Path> templates(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java.in"))
                    .sorted()
                    .toList();
        }
    }
}
