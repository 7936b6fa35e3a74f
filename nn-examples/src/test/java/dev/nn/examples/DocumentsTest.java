package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is there: links lead somewhere, Java code compiles, commands know their options. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND =
            Pattern.compile("\\./nn (?:mnist|train|predict|eval|lesson|info)\\b[^`\\]\\n]*");

    /** What the examples take for granted. */
    private static final String FRAME = """
            import static dev.nn.activation.Activation.*;
            import dev.nn.activation.*;
            import dev.nn.data.*;
            import dev.nn.fit.*;
            import dev.nn.format.*;
            import dev.nn.gradient.*;
            import dev.nn.initializer.*;
            import dev.nn.kernel.*;
            import dev.nn.loss.*;
            import dev.nn.metric.*;
            import dev.nn.network.*;
            import dev.nn.optimizer.*;
            import dev.nn.safetensors.*;
            import dev.nn.table.*;
            import dev.nn.training.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.*;

            class Example {
                Network network;
                Loss loss;
                Dataset train, validation;
                float[] x, y, weights;
                Path path, file;

                void run() throws Exception {
            CODE
                }
            }
            """;

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> documents = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
            assertThat(documents).contains(ROOT.resolve("README.md")).hasSizeGreaterThan(10);
            return documents;
        }
    }

    private static DynamicTest test(Path document, String what, org.junit.jupiter.api.function.Executable test) {
        return DynamicTest.dynamicTest(ROOT.relativize(document) + ": " + what, test);
    }

    @TestFactory
    List<DynamicTest> linksLeadSomewhere() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                String link = links.group(1);
                if (link.startsWith("http")) continue;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
                tests.add(test(document, link, () -> {
                    assertThat(target).exists();
                    if (parts.length == 2) assertThat(anchors(target)).contains(parts[1]);
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    /** The headings of a document as links name them. */
    private static List<String> anchors(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(java.util.Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @TestFactory
    List<DynamicTest> codeCompiles(@TempDir Path classes) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            if (document.toString().contains("spark")) continue; // its classes are not here
            String code = null;
            for (String line : Files.readAllLines(document)) {
                if (line.equals("```java")) {
                    code = "";
                } else if (line.equals("```") && code != null) {
                    String example = FRAME.replace("CODE", code);
                    tests.add(test(document, code.lines().findFirst().orElse(""), () -> compile(example, classes)));
                    code = null;
                } else if (code != null) {
                    code += line + "\n";
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(8);
        return tests;
    }

    private static void compile(String source, Path classes) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }

                    @Override
                    public boolean isNameCompatible(String simpleName, Kind kind) {
                        return true;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as("%s%n%s", messages, source).isTrue();
    }

    @TestFactory
    List<DynamicTest> commandsKnowTheirOptions() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            Matcher commands = COMMAND.matcher(Files.readString(document));
            while (commands.find()) {
                // Comments stand apart by two blanks or more, or after a number sign. Without options a command is only
                // named.
                String command = commands.group().split(" {2,}|#", 2)[0].strip();
                if (!command.contains(" --")) continue;
                List<String> words = List.of(command.substring("./nn ".length()).split("[ \\t]+"));
                tests.add(test(
                        document,
                        command,
                        () -> assertThatCode(() -> Main.commandLine().parseArgs(words.toArray(String[]::new)))
                                .doesNotThrowAnyException()));
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }
}
