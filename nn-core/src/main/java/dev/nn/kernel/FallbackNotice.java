package dev.nn.kernel;

import dev.nn.event.FlightRecording;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The line on standard error that says, once in a JVM, why the automatic choice passed over faster kernels.
 *
 * <p>Whoever asks for kernels by name has chosen, and is told nothing: {@code -Dnn.kernels=scalar} keeps it quiet.
 */
final class FallbackNotice {
    private static final AtomicBoolean GIVEN = new AtomicBoolean();

    private FallbackNotice() {}

    static void give(String chosen, String passedOver, String reason) {
        FlightRecording.fallback(chosen, passedOver, reason);
        if (GIVEN.compareAndSet(false, true)) {
            System.err.printf("nn: kernels '%s' instead of the faster '%s': %s%n", chosen, passedOver, reason);
        }
    }
}
