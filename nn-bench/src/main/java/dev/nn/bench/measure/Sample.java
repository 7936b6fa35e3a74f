package dev.nn.bench.measure;

/**
 * What one call took, on average over some calls in a row.
 *
 * @param cpuNanos CPU time of the thread that does the work
 * @param wallNanos time on the clock, whatever else the machine did meanwhile
 * @param bytes allocated on the heap by that thread
 * @param slowCpuNanos the 99th percentile of single calls in CPU time, or NaN if single calls weren't timed
 * @param slowWallNanos the same on the clock
 */
public record Sample(double cpuNanos, double wallNanos, double bytes, double slowCpuNanos, double slowWallNanos) {
    /** A sample without percentiles. */
    public static Sample of(double cpuNanos, double wallNanos, double bytes) {
        return new Sample(cpuNanos, wallNanos, bytes, Double.NaN, Double.NaN);
    }
}
