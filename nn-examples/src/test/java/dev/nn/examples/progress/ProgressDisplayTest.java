package dev.nn.examples.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.training.Epoch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    /** The bar's thread begins with the bar: whatever it draws must be there by then. */
    @Test
    void everyBarIsDrawnAndTakenAway() throws InterruptedException {
        PrintStream usual = System.out;
        try {
            for (int i = 0; i < 25; i++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
                ProgressDisplay display = new ProgressDisplay(new ProgressPlan(3, 100, 1, Epoch::toString));
                for (int wait = 0; wait < 2000 && out.size() == 0; wait++) Thread.sleep(5);
                assertThat(out.toString(StandardCharsets.UTF_8)).as("bar %d", i).contains("epoch 1/3");
                display.close();
                assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("\r +\r$");
            }
        } finally {
            System.setOut(usual);
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
