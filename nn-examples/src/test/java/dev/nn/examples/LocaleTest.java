package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.command.StandardOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print and draw doesn't depend on the system's language: 0.5 is 0,5 in German. */
class LocaleTest {
    private final Locale usual = Locale.getDefault(Locale.Category.FORMAT);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void restore() {
        Locale.setDefault(Locale.Category.FORMAT, usual);
    }

    @Test
    void picturesAreTheSameInEveryLanguage() throws IOException {
        Map<String, String> english = run(Locale.ROOT);
        assertThat(english).isNotEmpty();
        for (Locale locale : new Locale[] {Locale.GERMANY, Locale.FRANCE, Locale.forLanguageTag("ar-EG")}) {
            assertThat(run(locale)).as("%s", locale).isEqualTo(english);
        }
    }

    /** Name and content of every file that a lesson writes, pictures and numbers. */
    private Map<String, String> run(Locale locale) throws IOException {
        Locale.setDefault(Locale.Category.FORMAT, locale);
        Path out = folder.resolve(locale.toLanguageTag());
        String[] command = {
            "lesson",
            "perceptron",
            "--out",
            out.toString(),
            "--json",
            out.resolve("n.json").toString()
        };
        assertThat(StandardOutput.execute(Main.commandLine(), command)).isZero();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(out)) {
            for (Path file : all.toList()) {
                String text = Files.readString(file).replaceAll("\"seconds\".*", "");
                files.put(String.valueOf(file.getFileName()), text);
            }
        }
        return files;
    }
}
