package dev.nn.bench.adopt;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;

/**
 * The same objective on nn, for one thread: the trainer's doubles become the network's parameters, and the gradient becomes
 * the trainer's doubles. The trainer keeps its own optimiser, and its own order of weights.
 */
public final class NetworkObjective implements LossAndGradient {
    private final Network network;
    private final int[] places;
    private final float[] gradient;
    private final Pass pass;
    private final Rows x;
    private final Rows target;
    private final Rows dy;
    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    private final Workspace workspace = new Workspace();

    /**
     * The objective of a network.
     *
     * @param network whose outputs are logits; its parameters are overwritten
     * @param most nodes of a call
     */
    public NetworkObjective(Network network, int most) {
        this.network = network;
        places = new int[network.parameterCount()];
        int next = 0;
        for (Layer layer : network.layers()) {
            for (int i = 0; i < layer.parameterCount(); i++) places[next++] = layer.parameterIndex(i);
        }
        gradient = new float[network.parameters().length];
        pass = network.newTrainingPass(most, Team.single(), gradient);
        x = Rows.allocate(most, network.in());
        target = Rows.allocate(most, 1);
        dy = Rows.allocate(most, network.out());
        workspace.prepare(network.kernels(), loss.operations(network.out()));
    }

    @Override
    public int weights() {
        return places.length;
    }

    @Override
    public double evaluate(double[] weights, double[][] features, int[] classes, double[] into) {
        float[] parameters = network.parameters();
        for (int i = 0; i < places.length; i++) parameters[places[i]] = (float) weights[i];
        int batch = features.length;
        for (int r = 0; r < batch; r++) {
            int at = x.index(r, 0);
            for (int j = 0; j < features[r].length; j++) x.data()[at + j] = (float) features[r][j];
            target.data()[target.index(r, 0)] = classes[r];
        }
        Rows y = pass.forwardTraining(batch, x, 0);
        double sum = loss.evaluate(network.kernels(), batch, network.out(), y, target, 1f / batch, dy, workspace);
        pass.backward(batch, dy);
        for (int i = 0; i < places.length; i++) into[i] = gradient[places[i]];
        return sum / batch;
    }
}
