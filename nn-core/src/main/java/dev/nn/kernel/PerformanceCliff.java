package dev.nn.kernel;

import dev.nn.event.FlightRecording;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A circumstance that makes the library several times slower than it could be, with the same results.
 *
 * <p>Each is reported once in a JVM for each subject, for instance a kernel: as a warning of the JDK's {@link System.Logger}
 * {@value #LOGGER}, and as the event {@code nn.PerformanceCliff} of the Flight Recorder. To hear nothing, turn that
 * logger off.
 */
public enum PerformanceCliff {
    /** The automatic choice passed over faster kernels. */
    SCALAR_KERNELS,
    /** The JIT compiler keeps the vectors of some kernels in memory; plain loops replace them. */
    UNCOMPILED_KERNELS,
    /** Fast kernels could not be prepared in the background; plain loops stay. */
    UNPREPARED_KERNELS,
    /** A layer computes a formula, value by value, where a dense layer's own activation would be many times faster. */
    FORMULA,
    /** A team has more threads than there are processors: they wait for one another. */
    CROWDED_TEAM;

    /** Name of the logger. */
    public static final String LOGGER = "dev.nn.performance";

    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    /** The name in reports, for instance {@code crowded-team}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reports it, unless that has been done for this subject.
     *
     * @param subject what is slow, for instance a kernel
     * @param message a sentence that says so, and why
     * @return whether it was reported now
     */
    public boolean report(String subject, String message) {
        if (!REPORTED.add(id() + " " + subject)) return false;
        FlightRecording.cliff(id(), message);
        System.getLogger(LOGGER).log(System.Logger.Level.WARNING, "{0} [{1}]", message, id());
        return true;
    }
}
