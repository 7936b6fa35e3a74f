package dev.nn.examples.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ctrl-C, in a JVM of its own. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    /** Says that it waits, then waits for Ctrl-C, with or without an open interruption. */
    static final class Child {
        @SuppressWarnings("try")
        static void main(String[] args) throws Exception {
            try (Interruption waiting = Interruption.says("child: interrupted", () -> System.out.println("tidy"))) {
                if (args[0].equals("open")) say();
            }
            say();
        }

        private static void say() throws InterruptedException {
            System.out.println("waiting");
            Thread.sleep(60_000);
        }
    }

    private static String interrupted(String mode) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process child = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), Child.class.getName(), mode)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("waiting");
            new ProcessBuilder("kill", "-INT", String.valueOf(child.pid()))
                    .start()
                    .waitFor();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(130);
            return String.join("\n", out.lines().toList());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void tidiesUpAndSaysOneLine() throws Exception {
        assertThat(interrupted("open")).isEqualTo("tidy\nchild: interrupted");
    }

    @Test
    void saysNothingOnceItIsClosed() throws Exception {
        assertThat(interrupted("closed")).isEmpty();
    }
}
