package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The history that a benchmark starts with: every activation and many odd shapes of dense layers and convolutions, in an
 * order that the seed decides, have run before the measured one.
 *
 * <p>What a JIT compiler makes of a kernel depends on what it has seen. A benchmark whose JVM has met a single shape
 * measures code that no real program runs.
 */
public final class Pollution {
    private static final int[] SIZES = {1, 2, 3, 5, 7, 10, 15, 16, 17, 31, 33, 48, 64, 65, 100, 129};
    private static final int ROUNDS = 60;
    private static final int CALLS = 40;
    private static final int CONVOLUTIONS = 4;

    private Pollution() {}

    public static void run(DenseKernels kernels, long seed) {
        Random random = new Random(seed);
        List<Activation> activations = new ArrayList<>(Activation.all());
        for (int round = 0; round < ROUNDS; round++) {
            if (round % activations.size() == 0) Collections.shuffle(activations, random);
            Activation activation = activations.get(round % activations.size());
            DenseShape shape = DenseShape.layer(size(random), size(random), size(random));
            LayerData data = new LayerData(kernels, LayerOperands.random(shape, random.nextLong()));
            for (int call = 0; call < CALLS; call++) {
                data.forward(activation);
                data.backward(activation);
            }
            if (round % 4 == 0) convolutions(kernels, activation, random);
        }
    }

    private static void convolutions(DenseKernels kernels, Activation activation, Random random) {
        int kernel = 1 + random.nextInt(5), image = kernel + random.nextInt(10), stride = 1 + random.nextInt(2);
        ConvolvedImages shape =
                ConvolvedImages.of(1 + random.nextInt(4), image, size(random), size(random), kernel, stride);
        ConvolutionData data = new ConvolutionData(kernels, ConvolutionOperands.random(shape, random.nextLong()));
        for (int call = 0; call < CONVOLUTIONS; call++) {
            data.forward(activation);
            data.backwardWeights();
            data.backwardInput();
        }
    }

    private static int size(Random random) {
        return SIZES[random.nextInt(SIZES.length)];
    }
}
