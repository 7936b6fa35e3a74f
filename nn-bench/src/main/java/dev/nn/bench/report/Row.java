package dev.nn.bench.report;

import dev.nn.bench.work.Case;
import java.util.Map;

/**
 * One line of the result: a case, who did it, and the figures over all forks.
 *
 * @param chosen the case
 * @param who ours by the kernels' name, or a peer
 * @param ours whether it is ours
 * @param bits vector width of that JVM's kernels
 * @param gflops median over forks: useful floating-point operations per time, which is CPU time on one thread and wall
 *     time on several
 * @param shareOfPeak of the FMA peak of so many threads that the same fork measured; median
 * @param shareOfRoof of the roofline: the peak, or the bandwidth of the level that holds the operands if that is lower
 * @param level that level's name
 * @param bytesPerOp heap bytes that the working thread allocates per call, the worst fork
 * @param spread time in the slowest fork over time in the fastest
 * @param cpuMicros CPU time of a call; median
 * @param wallMicros wall time of a call; median
 * @param p99CpuMicros 99th percentile of single calls, NaN if they weren't timed one by one
 * @param p99WallMicros the same in wall time
 * @param forks how many forks measured it
 * @param ratios for ours: each peer's time over ours in the same fork, median; above 1 we are faster
 */
public record Row(
        Case chosen,
        String who,
        boolean ours,
        int bits,
        double gflops,
        double shareOfPeak,
        double shareOfRoof,
        String level,
        double bytesPerOp,
        double spread,
        double cpuMicros,
        double wallMicros,
        double p99CpuMicros,
        double p99WallMicros,
        int forks,
        Map<String, Double> ratios) {

    /** Rows of the batch per second, of the time that {@link #gflops} counts. */
    public double samplesPerSecond() {
        return gflops * 1e9 / chosen.flops() * chosen.shape().batch();
    }
}
