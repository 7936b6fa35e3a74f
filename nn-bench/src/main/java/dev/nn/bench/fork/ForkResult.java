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
 */
public record ForkResult(long seed, String kernels, Limits limits, List<Measured> measured) {
    /** The result for one case, by its name, and one competitor: ours by the kernels' name, or a peer's. */
    public record Measured(String caseName, String who, Sample sample) {}
}
