package dev.nn.bench.work;

import dev.nn.kernel.DenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;

/** A network whose parameters everybody gets: ours, each peer's, and the reference in double precision. */
public sealed interface KnownNetwork permits Mlp, LeNet {
    /** The network of that shape with random parameters. */
    static KnownNetwork random(Shape shape, long seed) {
        return switch (shape) {
            case DenseShape dense -> Mlp.random(dense.widths(), seed);
            case LeNetImages images -> LeNet.random(seed);
            case ConvolvedImages layer -> throw new IllegalArgumentException("a layer, not a network: " + layer);
        };
    }

    /** Its layers, to be built with parameters of one's own. */
    static NetworkBuilder layers(Shape shape) {
        return switch (shape) {
            case DenseShape dense -> Mlp.layers(dense.widths());
            case LeNetImages images -> LeNet.layers();
            case ConvolvedImages layer -> throw new IllegalArgumentException("a layer, not a network: " + layer);
        };
    }

    /** Numbers in a row that comes in. */
    int in();

    /** Numbers in a row that goes out. */
    int out();

    /** The same network of ours. */
    Network network(DenseKernels kernels);

    /** The outputs for one row, in double precision. */
    double[] apply(float[] x);
}
