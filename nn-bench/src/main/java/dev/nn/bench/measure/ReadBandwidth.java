package dev.nn.bench.measure;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Reading an array from front to back with vector loads, into eight sums: the bandwidth of whatever level holds it. */
public final class ReadBandwidth implements Runnable {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final int LANES = SPECIES.length();
    private static final int SUMS = 8;

    /** What a call reads at least: beside this much, the call itself takes no time. */
    private static final int LEAST = 1024 * 1024;

    private final float[] data;
    private final int passes;
    private float sink;

    /** A working set of that size, a power of two. */
    public ReadBandwidth(int kibibytes) {
        data = new float[kibibytes * 1024 / Float.BYTES];
        passes = Math.max(1, LEAST / (kibibytes * 1024));
    }

    /** Bytes that one call reads. */
    public double bytes() {
        return (double) passes * data.length * Float.BYTES;
    }

    /** The last result, so that no compiler may leave the work out. */
    public float sink() {
        return sink;
    }

    @Override
    public void run() {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a = zero, b = zero, c = zero, d = zero, e = zero, f = zero, g = zero, h = zero;
        for (int pass = 0; pass < passes; pass++) {
            for (int i = 0; i < data.length; i += SUMS * LANES) {
                a = a.add(FloatVector.fromArray(SPECIES, data, i));
                b = b.add(FloatVector.fromArray(SPECIES, data, i + LANES));
                c = c.add(FloatVector.fromArray(SPECIES, data, i + 2 * LANES));
                d = d.add(FloatVector.fromArray(SPECIES, data, i + 3 * LANES));
                e = e.add(FloatVector.fromArray(SPECIES, data, i + 4 * LANES));
                f = f.add(FloatVector.fromArray(SPECIES, data, i + 5 * LANES));
                g = g.add(FloatVector.fromArray(SPECIES, data, i + 6 * LANES));
                h = h.add(FloatVector.fromArray(SPECIES, data, i + 7 * LANES));
            }
        }
        sink = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).reduceLanes(VectorOperators.ADD);
    }
}
