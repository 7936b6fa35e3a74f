package dev.nn.bench.fork;

import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.Sample;
import java.util.List;

/**
 * What one fork has measured.
 *
 * @param seed of its pollution
 * @param kernels name of ours
 * @param limits of the machine, measured in that JVM
 * @param measured every result
 * @param accompanied every result of work beside a neighbour
 */
public record ForkResult(
        long seed, String kernels, Limits limits, List<Measured> measured, List<Accompanied> accompanied) {
    /** The result for one case, by its name, and one competitor: ours by the kernels' name, or a peer's. */
    public record Measured(String caseName, String who, Sample sample) {}

    /**
     * The speed of one competitor alone and beside a neighbour that streams memory, in turns.
     *
     * @param aloneNanos CPU time of a call while the neighbour rests
     * @param besideNanos the same while it streams
     * @param neighbour what the neighbour read meanwhile, in GB/s
     */
    public record Accompanied(String caseName, String who, double aloneNanos, double besideNanos, double neighbour) {
        /** Who and which case multiply-adds in registers are: they need no memory, so they show what is left of the core. */
        public static final String PEAK = "peak";

        /** What is left of the speed, as a share. */
        public double left() {
            return aloneNanos / besideNanos;
        }
    }
}
