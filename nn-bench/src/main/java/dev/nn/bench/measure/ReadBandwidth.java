package dev.nn.bench.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reading memory from front to back with vector loads, into eight sums: the bandwidth of whatever level holds it.
 *
 * <p>The memory lies outside the heap, on a cache line's border: in a Java array every 512-bit load would cross two lines,
 * which halves what the level 1 cache delivers.
 */
public final class ReadBandwidth implements Runnable {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final long BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LINE = 64;
    private static final int SUMS = 8;

    /** What a call reads at least: beside this much, the call itself takes no time. */
    private static final int LEAST = 1024 * 1024;

    private static final long CHUNK = 512 * 1024;

    private final MemorySegment data;
    private final int passes;
    private final long chunk;
    private float sink;

    /** A working set of that size, a power of two. */
    public ReadBandwidth(int kibibytes) {
        data = Arena.ofAuto().allocate(kibibytes * 1024L, LINE).fill((byte) 0);
        chunk = Math.min(CHUNK, data.byteSize());
        passes = Math.max(1, LEAST / (kibibytes * 1024));
    }

    /** Bytes that one call reads. */
    public double bytes() {
        return (double) passes * data.byteSize();
    }

    /** The last result, so that no compiler may leave the work out. */
    public float sink() {
        return sink;
    }

    @Override
    public void run() {
        float sum = 0;
        for (int pass = 0; pass < passes; pass++) {
            for (long from = 0; from < data.byteSize(); from += chunk) sum += read(from, from + chunk);
        }
        sink = sum;
    }

    /** A chunk at a time: code entered in mid-loop is slower, and one pass of the largest size would be no more. */
    private float read(long from, long to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a = zero, b = zero, c = zero, d = zero, e = zero, f = zero, g = zero, h = zero;
        for (long i = from; i < to; i += SUMS * BYTES) {
            a = a.add(FloatVector.fromMemorySegment(SPECIES, data, i, ORDER));
            b = b.add(FloatVector.fromMemorySegment(SPECIES, data, i + BYTES, ORDER));
            c = c.add(FloatVector.fromMemorySegment(SPECIES, data, i + 2 * BYTES, ORDER));
            d = d.add(FloatVector.fromMemorySegment(SPECIES, data, i + 3 * BYTES, ORDER));
            e = e.add(FloatVector.fromMemorySegment(SPECIES, data, i + 4 * BYTES, ORDER));
            f = f.add(FloatVector.fromMemorySegment(SPECIES, data, i + 5 * BYTES, ORDER));
            g = g.add(FloatVector.fromMemorySegment(SPECIES, data, i + 6 * BYTES, ORDER));
            h = h.add(FloatVector.fromMemorySegment(SPECIES, data, i + 7 * BYTES, ORDER));
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).reduceLanes(VectorOperators.ADD);
    }
}
