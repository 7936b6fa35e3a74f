package dev.nn.spark;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small problem: three classes that are balls in four dimensions, and a network for it. */
final class Blobs {
    static final int FEATURES = 4;
    static final int CLASSES = 3;

    private Blobs() {}

    static List<Example> examples(int count) {
        Random random = new Random(11);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % CLASSES;
            float[] x = new float[FEATURES];
            for (int j = 0; j < FEATURES; j++) x[j] = (float) (random.nextGaussian() + (j == label ? 3 : 0));
            examples.add(Example.of(x, label));
        }
        return examples;
    }

    static Network network() {
        return Network.input(FEATURES).dense(19, Activation.TANH).dense(CLASSES).build(Initializer.glorot(), 3);
    }

    /** All parameters, in the order of files. */
    static float[] parameters(Network network) {
        return RowMajor.of(network).read(network.parameters());
    }
}
