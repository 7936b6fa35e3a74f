package dev.nn.kernel;

import dev.nn.event.FlightRecording;

/**
 * The line on standard error that says, once in a JVM, why the automatic choice passed over faster kernels.
 *
 * <p>Whoever asks for kernels by name has chosen, and is told nothing: {@code -Dnn.kernels=scalar} keeps it quiet.
 */
final class FallbackNotice {
    private FallbackNotice() {}

    static void give(String chosen, String passedOver, String reason) {
        FlightRecording.fallback(chosen, passedOver, reason);
        String message = "kernels '%s' instead of the faster '%s': %s".formatted(chosen, passedOver, reason);
        if (PerformanceCliff.SCALAR_KERNELS.report("kernels", message)) System.err.println("nn: " + message);
    }
}
