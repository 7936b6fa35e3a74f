package dev.nn.simd.chain;

import dev.nn.simd.jvm.VectorShape;
import java.nio.ByteOrder;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The constants that {@linkplain RowClass unrolled rows} name in their code. */
final class LaneShuffles {
    static final VectorSpecies<Float> S = VectorShape.FLOATS;

    static final ByteOrder ORDER = ByteOrder.nativeOrder();
    static final VectorOperators.Comparison LE = VectorOperators.LE;

    // ALLn puts lane n into every lane; a narrower vector has fewer lanes.
    static final VectorShuffle<Float> ALL0 = all(0), ALL1 = all(1), ALL2 = all(2), ALL3 = all(3);
    static final VectorShuffle<Float> ALL4 = all(4), ALL5 = all(5), ALL6 = all(6), ALL7 = all(7);
    static final VectorShuffle<Float> ALL8 = all(8), ALL9 = all(9), ALL10 = all(10), ALL11 = all(11);
    static final VectorShuffle<Float> ALL12 = all(12), ALL13 = all(13), ALL14 = all(14), ALL15 = all(15);

    // SWAPn exchanges the lanes that are n apart.
    static final VectorShuffle<Float> SWAP4 = swap(4), SWAP8 = swap(8);

    private LaneShuffles() {}

    private static VectorShuffle<Float> all(int lane) {
        return VectorShuffle.fromOp(S, each -> lane % VectorShape.LANES);
    }

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(S, lane -> (lane ^ distance) % VectorShape.LANES);
    }
}
