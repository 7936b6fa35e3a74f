package dev.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nn-core uses of the JDK: nothing that 21 hasn't. The build compiles it against the API of a newer JDK, because
 * {@code java.lang.foreign} is a preview in 21; here it is compiled for that release, and javac may complain of the preview
 * only.
 */
class JdkApiTest {
    private static final String RELEASE = "21", PREVIEW = "compiler.err.is.preview";

    @TempDir
    private Path classes = Path.of("");

    @Test
    @Tag("long")
    void isThatOfJdk21() throws IOException {
        List<Diagnostic<? extends JavaFileObject>> errors = errors(sources(Path.of("src", "main", "java")));
        assertThat(errors)
                .isNotEmpty()
                .filteredOn(error -> !error.getCode().equals(PREVIEW))
                .as("what JDK %s doesn't have", RELEASE)
                .isEmpty();
    }

    /** That javac would see what is newer, and beside the preview. */
    @Test
    void aNewerMethodIsFound() throws IOException {
        Path source = Files.writeString(classes.resolve("Newer.java"), """
                class Newer {
                    java.lang.foreign.Arena arena; // a preview in 21
                    java.time.Duration wait(java.time.Instant end) {
                        return end.until(end); // since 23
                    }
                    String read() {
                        return IO.readln(); // since 25
                    }
                }
                """);
        assertThat(errors(List.of(source)))
                .extracting(Diagnostic::getCode)
                .contains(PREVIEW)
                .filteredOn(code -> !code.equals(PREVIEW))
                .hasSize(2);
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
        }
    }

    private List<Diagnostic<? extends JavaFileObject>> errors(List<Path> sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        String annotations = NullMarked.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        List<String> options = List.of(
                "--release", RELEASE, "-proc:none", "-Xmaxerrs", "10000", "-cp", annotations, "-d", classes.toString());
        try (StandardJavaFileManager files = javac.getStandardFileManager(found, null, null)) {
            javac.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        List<Diagnostic<? extends JavaFileObject>> errors = new ArrayList<>(found.getDiagnostics());
        errors.removeIf(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.ERROR);
        return errors;
    }
}
