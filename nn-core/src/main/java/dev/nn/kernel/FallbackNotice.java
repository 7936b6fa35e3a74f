package dev.nn.kernel;

import dev.nn.event.FlightRecording;

/**
 * The report that says, once in a JVM, why the automatic choice passed over faster kernels.
 *
 * <p>Whoever asks for kernels by name has chosen, and is told nothing: {@code -Dnn.kernels=scalar} keeps it quiet.
 */
final class FallbackNotice {
    private FallbackNotice() {}

    static void give(String chosen, String passedOver, String reason) {
        FlightRecording.fallback(chosen, passedOver, reason);
        String message = "kernels '%s' instead of the faster '%s': %s".formatted(chosen, passedOver, reason);
        PerformanceCliff.SCALAR_KERNELS.report("kernels", message);
    }
}
