package org.example;

import static dev.nn.activation.Activation.TANH;

import dev.nn.initializer.Initializer;
import dev.nn.network.Model;
import dev.nn.network.Network;

/** A program that makes a small network, predicts once, and prints the kernels' name and the outputs. */
public final class Predict {
    private Predict() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        Network network = Network.input(20).dense(40, TANH).dense(3).build(Initializer.glorot(), 7);
        Model model = network.freeze();
        float[] x = new float[model.in()];
        for (int i = 0; i < x.length; i++) x[i] = i / 10f - 1;
        System.out.println("kernels " + network.kernels().name());
        for (float y : model.predict(x)) System.out.println("output " + y);
    }
}
