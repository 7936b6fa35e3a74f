package dev.nn.event;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The events of this library, for whoever records with the JDK's Flight Recorder: {@code nn.KernelChoice}, {@code
 * nn.KernelFallback}, {@code nn.KernelTakeOver}, {@code nn.PerformanceCliff}, and, if enabled by its name, {@code nn.TrainingStep}.
 *
 * <p>While nobody records, a call is a comparison: the classes of events are not even loaded, which would take a hundred
 * milliseconds. On a run-time image without {@code jdk.jfr} nothing is told.
 */
public final class FlightRecording {
    private static final boolean POSSIBLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecording() {}

    /** Whether somebody records, or has recorded. */
    static boolean isOn() {
        return POSSIBLE && FlightRecorder.isInitialized();
    }

    /** Kernels have been chosen for a network. */
    public static void choice(String kernels) {
        if (isOn()) KernelChoiceEvent.commit(kernels);
    }

    /** Slower kernels are used, because faster ones can't be. */
    public static void fallback(String kernels, String passedOver, String reason) {
        if (isOn()) KernelFallbackEvent.commit(kernels, passedOver, reason);
    }

    /** Something is several times slower than it could be. */
    public static void cliff(String cliff, String message) {
        if (isOn()) PerformanceCliffEvent.commit(cliff, message);
    }

    /** Fast kernels have taken over from plain ones, after so long a preparation. */
    public static void takeOver(String from, String to, long preparationNanos) {
        if (isOn()) KernelTakeOverEvent.commit(from, to, preparationNanos);
    }

    /** The steps of one training, one after the other; the event is made once, so that no step allocates. */
    public static final class Steps {
        private @Nullable TrainingStepEvent event;

        /** A step begins. */
        public void begin() {
            if (!isOn()) return;
            TrainingStepEvent current = event == null ? new TrainingStepEvent() : event;
            event = current;
            current.begin();
        }

        /** It has ended. */
        public void end(int epoch, int step, int rows, double loss) {
            TrainingStepEvent current = event;
            if (current != null) current.commit(epoch, step, rows, loss);
        }
    }
}
