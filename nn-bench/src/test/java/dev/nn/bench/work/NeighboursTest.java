package dev.nn.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Others predict while a latency is measured, and at no other time. */
class NeighboursTest {
    private final AtomicLong predictions = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private final Predictor counting = new Predictor() {
        @Override
        public void predict(float[] x, float[] y) {
            predictions.incrementAndGet();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    };

    @Test
    void predictWhileMeasuringOnly() throws InterruptedException {
        Mlp mlp = Mlp.random(List.of(3, 4, 2), 1);
        Latency latency = new Latency((x, y) -> Thread.onSpinWait(), List.of(counting), mlp);
        Thread.sleep(20);
        assertThat(predictions).hasValue(0);
        long before = 0;
        for (int round = 0; round < 3; round++) {
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (predictions.get() == before && System.nanoTime() < deadline) latency.run(1000);
            assertThat(predictions.get()).isGreaterThan(before);
            Thread.sleep(20); // for the one that was under way
            before = predictions.get();
            Thread.sleep(20);
            assertThat(predictions).hasValue(before);
        }
        assertThat(closed).isFalse();
        latency.close();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!closed.get() && System.nanoTime() < deadline) Thread.sleep(1);
        assertThat(closed).isTrue();
    }
}
