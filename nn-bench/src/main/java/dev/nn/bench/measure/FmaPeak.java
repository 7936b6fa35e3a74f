package dev.nn.bench.measure;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The limit of one core: multiply-adds on registers only, in twelve independent chains that hide each other's latency.
 * What kernels reach is quoted as a share of this.
 */
public final class FmaPeak implements Runnable {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final int CHAINS = 12;

    /** Few enough that calls, not the loop, make the compiler compile it: code entered in mid-loop is half as fast. */
    private static final int STEPS = 2_000;

    /** Keeps the result alive. */
    private float sink;

    /** Floating-point operations of one call: two for each lane, chain and step. */
    public double flops() {
        return 2.0 * SPECIES.length() * CHAINS * STEPS;
    }

    /** The width of the vectors. */
    public int bits() {
        return SPECIES.vectorBitSize();
    }

    /** The last result, so that no compiler may leave the work out. */
    public float sink() {
        return sink;
    }

    @Override
    public void run() {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f), y = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = x.add(1), b = x.add(2), c = x.add(3), d = x.add(4), e = x.add(5), f = x.add(6);
        FloatVector g = x.add(7), h = x.add(8), i = x.add(9), j = x.add(10), k = x.add(11), l = x.add(12);
        for (int step = 0; step < STEPS; step++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        FloatVector first = a.add(b).add(c).add(d).add(e).add(f);
        FloatVector second = g.add(h).add(i).add(j).add(k).add(l);
        sink = first.add(second).reduceLanes(VectorOperators.ADD);
    }
}
