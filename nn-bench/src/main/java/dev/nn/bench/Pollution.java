package dev.nn.bench;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import java.util.Random;

/**
 * The history that a benchmark starts with: every activation and many odd shapes have run before the measured one.
 *
 * <p>What a JIT compiler makes of a kernel depends on what it has seen. A benchmark whose JVM has met a single shape
 * measures code that no real program runs.
 */
final class Pollution {
    private static final int[] SIZES = {1, 2, 3, 5, 7, 10, 15, 16, 17, 31, 33, 48, 64, 65, 100, 129};
    private static final int ROUNDS = 60;
    private static final int CALLS = 40;

    private Pollution() {}

    static void run(DenseKernels kernels) {
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            Shape shape = new Shape(size(random), size(random), size(random));
            Activation activation =
                    Activation.all().get(round % Activation.all().size());
            LayerData data = new LayerData(kernels, shape, activation, random.nextLong());
            for (int call = 0; call < CALLS; call++) {
                data.forward();
                data.backwardActivation();
                data.backwardWeights();
                data.backwardInput();
            }
        }
    }

    private static int size(Random random) {
        return SIZES[random.nextInt(SIZES.length)];
    }
}
