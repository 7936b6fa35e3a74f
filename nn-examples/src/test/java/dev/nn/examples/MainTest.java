package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void aloneItShowsHowToGoOn() {
        CommandRun run = CommandRun.of();
        assertThat(run.exit()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("mnist", "train", "predict", "eval", "info", "test", "bench", "build", "Example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "train", "predict", "eval", "lesson", "info"})
    void everyCommandExplainsItselfWithAnExample(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exit()).isZero();
        assertThat(String.join("\n", run.out())).contains("Usage: nn " + command, "Example: nn " + command);
    }

    @Test
    void tellsItsVersion() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Java " + Runtime.version());
    }
}
