package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File names that are not ASCII, in the locale C, where the JVM reads ASCII only, and in the one that ./nn takes instead. */
class LocaleTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void thereAreLocales() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "locales of Linux");
    }

    @Test
    void theJvmInTheLocaleCSaysWhatToDoInOneLine() throws Exception {
        List<String> command = new ArrayList<>(List.of(java(), "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "eval", "--model=model.safetensors"));
        assertThat(run("C", command, "--data=Umsätze.csv"))
                .singleElement()
                .asString()
                .startsWith("nn eval: ")
                .contains("is no file name in the character set", "LC_ALL=C.UTF-8");
    }

    @Test
    void theLauncherTakesALocaleThatReadsAllNames() throws Exception {
        Path file = folder.resolve("Größe.java");
        Files.writeString(file, """
                class Here {
                    public static void main(String[] name) {
                        System.out.println(java.nio.file.Files.exists(java.nio.file.Path.of(name[0])));
                    }
                }
                """);
        // What the launcher does before it starts a JVM, on a program that runs without being built.
        String launcher = Files.readString(Path.of("..", "nn"));
        int from = launcher.indexOf("    case $(locale charmap"), to = launcher.indexOf("esac", from) + 4;
        assertThat(from).isPositive();
        String script = launcher.substring(from, to) + "\nexec \"$1\" \"$2\" \"$2\"\n";
        for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
            List<String> command = List.of("sh", "-c", script, "nn", java());
            assertThat(run(locale, command, file.toString())).as(locale).containsExactly("true");
        }
        // Without it, the test proves nothing.
        assertThat(run("C", List.of("sh", "-c", "exec \"$1\" \"$2\" \"$2\"", "nn", java()), file.toString()))
                .isNotEqualTo(List.of("true"));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The lines that a command prints in a locale; the file's name is its last argument, in UTF-8 whatever that is. */
    private static List<String> run(String locale, List<String> command, String file)
            throws IOException, InterruptedException {
        // A JVM in another locale could not hand on the name; a shell can.
        StringBuilder bytes = new StringBuilder();
        for (byte b : file.getBytes(StandardCharsets.UTF_8)) bytes.append("\\%03o".formatted(b & 0xff));
        List<String> all = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" \"$(printf '" + bytes + "')\"", "sh"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().remove("LANG");
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return lines;
    }
}
