package dev.nn.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryStreamTest {
    private static final long SIZE = 8L << 20;
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void restsUntilItIsStarted() {
        try (MemoryStream stream = new MemoryStream(SIZE)) {
            assertThat(stream.streamed()).isZero();
            assertThat(stream.gigabytesPerSecond()).isNaN();
        }
    }

    /** From its start on it has gone through the last cache, and it goes on: each chunk is copied from front to back. */
    @Test
    void reallyStreams() {
        try (MemoryStream stream = new MemoryStream(SIZE)) {
            stream.start();
            long filled = stream.streamed();
            assertThat(filled).isGreaterThanOrEqualTo(MemoryLevel.L3.kibibytes() * 1024L);
            long end = System.nanoTime() + LONG.toNanos();
            while (stream.streamed() < filled + 2 * SIZE && System.nanoTime() < end) Thread.onSpinWait();
            assertThat(stream.streamed()).isGreaterThanOrEqualTo(filled + 2 * SIZE);
            assertThat(stream.isCopy()).isTrue();
            stream.stop();
            assertThat(stream.gigabytesPerSecond()).isBetween(0.01, 2000.0);
        }
    }

    /** Stopped, it is at rest when the call returns; and it starts again. */
    @Test
    void stops() throws InterruptedException {
        try (MemoryStream stream = new MemoryStream(SIZE)) {
            for (int round = 0; round < 3; round++) {
                stream.start();
                stream.start(); // changes nothing
                stream.stop();
                long at = stream.streamed();
                Thread.sleep(20);
                assertThat(stream.streamed()).isEqualTo(at);
                stream.stop();
            }
        }
    }

    @Test
    void endsWhenItIsClosedAtRestOrAtWork() {
        for (boolean busy : new boolean[] {false, true}) {
            MemoryStream stream = new MemoryStream(SIZE);
            if (busy) stream.start();
            stream.close();
            assertThat(stream.isAlive()).isFalse();
            stream.close();
            assertThatThrownBy(stream::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }
}
