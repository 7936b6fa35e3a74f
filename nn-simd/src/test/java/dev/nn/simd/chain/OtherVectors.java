package dev.nn.simd.chain;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Trainer;
import java.util.Random;

/**
 * What a program may have computed before it makes a small network: networks of images, whose max pooling has vectors of 128,
 * 256 and 512 bits, and dense layers of odd sizes, all on kernels that took over from plain loops at some step.
 */
final class OtherVectors {
    private static final int CLASSES = 3, ROWS = 200, SIZE = 12;

    private OtherVectors() {}

    static void run() {
        for (int channels : new int[] {4, 8, 16}) {
            train(Network.image(SIZE, SIZE, 1)
                    .convolution(channels, 3)
                    .activation(Activation.RELU)
                    .maxPool(2)
                    .dense(CLASSES)
                    .build(Initializer.he(), 1));
        }
        for (int width : new int[] {7, 40}) {
            train(Network.input(width)
                    .dense(width + 3, Activation.TANH)
                    .dense(width / 2, Activation.GELU)
                    .dense(CLASSES)
                    .build(Initializer.he(), 1));
        }
    }

    /** Trains it, and predicts with it, in batches and row by row. */
    private static void train(Network network) {
        Random random = new Random(1);
        int in = network.in();
        float[] x = new float[ROWS * in], classes = new float[ROWS];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat();
        for (int i = 0; i < ROWS; i++) classes[i] = i % CLASSES;
        Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(16)
                .epochs(2)
                .fit(FloatDataset.of(in, x, 1, classes));
        Model model = network.freeze();
        model.warmUp(ROWS);
        model.predict(x);
        for (int i = 0; i < ROWS; i++) model.predict(new float[in]);
    }
}
