package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;

/** An activation and its derivative as the kernels compute them, in float. */
final class KernelActivation {
    private KernelActivation() {}

    /** What the kernels compute: a layer with one input, weight 1 and bias 0. */
    static float[] values(Activation f, double[] z) {
        return layer(f).predict(floats(z));
    }

    /** The kernels' act′(z): with dY = 1 the gradient of the bias, one z at a time. */
    static double[] slopes(Activation f, double[] z) {
        Network network = layer(f);
        float[] gradient = new float[network.parameters().length];
        Pass pass = network.newTrainingPass(1, Team.single(), gradient);
        int bias = network.layers().getFirst().parameterIndex(1);
        double[] slopes = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            pass.forwardTraining(1, Rows.of(new float[] {(float) z[i]}, 1), 0);
            pass.backward(1, Rows.of(new float[] {1}, 1));
            slopes[i] = gradient[bias];
        }
        return slopes;
    }

    private static Network layer(Activation f) {
        Network network = Network.input(1).dense(1, f).build(Initializer.glorot(), 0);
        network.setLayerParameters(0, new float[] {1, 0});
        return network;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }
}
