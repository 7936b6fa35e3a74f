package dev.nn.examples.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The line of the bar on terminals of any width. */
class ProgressDisplayTest {
    private static final List<String> NUMBERS = List.of("epoch 12/50", "loss 0.1234", "101,234 samples/s");

    private static String line(int width) {
        return ProgressDisplay.line(width, 0.5, NUMBERS, "1:23");
    }

    @Test
    void aWideTerminalHasRoomForAll() {
        assertThat(line(79))
                .isEqualTo("[========        ]  50%  epoch 12/50  loss 0.1234  101,234 samples/s  1:23 left");
    }

    @Test
    void anyOtherHasWhatFits() {
        assertThat(line(60)).isEqualTo("[========        ]  50%  epoch 12/50  loss 0.1234  1:23 left");
        assertThat(line(39)).isEqualTo("[====    ]  50%  epoch 12/50  1:23 left");
        for (int width = 20; width < 100; width++) {
            assertThat(line(width).length()).isLessThanOrEqualTo(width);
            assertThat(line(width)).contains("50%", "left");
        }
    }

    @Test
    void theTerminalsWidthIsTheLastNumberThatItSays() {
        assertThat(Terminal.number("24 80\n")).isEqualTo(80);
        assertThat(Terminal.number("132")).isEqualTo(132);
        assertThat(Terminal.number("")).isZero();
        assertThat(Terminal.number(null)).isZero();
        assertThat(Terminal.number("wide")).isZero();
        assertThat(Terminal.columns()).isGreaterThanOrEqualTo(20);
    }
}
