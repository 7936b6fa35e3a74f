package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's example is code that compiles and does what it says. */
class ReadmeTest {
    private static final Path SOURCE = Path.of("src/test/java/dev/nn/examples/ReadmeExample.java");

    @Test
    void theExampleInTheReadmeIsTheTestedOne() throws IOException {
        String source = Files.readString(SOURCE);
        String begin = "// README begin\n";
        int from = source.indexOf(begin) + begin.length();
        String shown = source.substring(from, source.indexOf("// README end")).stripIndent();
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "```");
    }

    @Test
    void theExampleLearnsTheSine() {
        assertThat(ReadmeExample.run().last().validationLoss()).isLessThan(1e-4);
    }
}
