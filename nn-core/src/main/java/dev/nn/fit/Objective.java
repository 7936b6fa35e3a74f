package dev.nn.fit;

import dev.nn.batch.Batch;
import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import dev.nn.network.BatchNorm;
import dev.nn.network.Dropout;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.training.Compatibility;
import java.util.List;

/**
 * The mean loss of a network over all rows of a data set, plus ½λ·Σw², as a function of its parameters. The network computes
 * in float; sums over rows are in double precision, and so is everything that a fit computes with them.
 */
final class Objective {
    /** Rows that go through the network together; their gradients are summed in float. */
    private static final int BLOCK = 64;

    final Network network;
    final Dataset data;
    final double weightDecay;
    private final int[] places;
    private final float[] gradient;
    private final Pass pass;
    private final Batch batch;
    private final int[] order;
    private int evaluations;

    /**
     * The loss of these data.
     *
     * @throws IllegalArgumentException if the data don't fit, or rows depend on each other or on chance
     */
    Objective(Network network, Loss loss, Dataset data, double weightDecay) {
        this.network = network;
        this.data = data;
        this.weightDecay = weightDecay;
        if (data.size() == 0) throw new IllegalArgumentException("data: no rows");
        Compatibility.check("data", data, network, loss);
        refuseNoise(network.layers());
        places = places(network);
        if (places.length == 0) throw new IllegalArgumentException("the network has no parameters");
        gradient = new float[network.parameters().length];
        int block = Math.min(BLOCK, data.size());
        pass = network.newTrainingPass(block, Team.single(), gradient);
        batch = new Batch(network, loss, data, block);
        order = new int[data.size()];
        for (int i = 0; i < order.length; i++) order[i] = i;
    }

    private static void refuseNoise(List<Layer> layers) {
        for (Layer layer : layers) {
            if (layer instanceof BatchNorm || (layer instanceof Dropout dropout && dropout.rate() > 0)) {
                throw new IllegalArgumentException(
                        "%s: a fit needs a loss that is the same function at every step; leave the layer out, or use a Trainer"
                                .formatted(layer.describe()));
            }
            refuseNoise(layer.parts());
        }
    }

    /** Where each parameter is in the network's array. */
    static int[] places(Network network) {
        int[] places = new int[network.parameterCount()];
        int next = 0;
        for (Layer layer : network.layers()) {
            for (int i = 0; i < layer.parameterCount(); i++) places[next++] = layer.parameterIndex(i);
        }
        return places;
    }

    /** Number of parameters. */
    int size() {
        return places.length;
    }

    /** The weight of a row; 1 on the mean over all. */
    double weight(int row) {
        return batch.weight(row);
    }

    /** Runs of all rows so far. */
    int evaluations() {
        return evaluations;
    }

    /** The parameters that the network has. */
    double[] start() {
        double[] at = new double[places.length];
        for (int i = 0; i < at.length; i++) at[i] = network.parameters()[places[i]];
        return at;
    }

    /** Gives the network these parameters, and rounds them to what it has then. */
    void move(double[] at) {
        float[] parameters = network.parameters();
        for (int i = 0; i < at.length; i++) at[i] = parameters[places[i]] = (float) at[i];
    }

    /** The value where the network is. */
    double value(double[] at) {
        double sum = 0;
        for (int from = 0; from < order.length; from += pass.maxBatch()) sum += forward(from, 0);
        evaluations++;
        return mean(sum, at);
    }

    /** The value where the network is, and its gradient. */
    double value(double[] at, double[] slope) {
        for (int i = 0; i < slope.length; i++) slope[i] = weightDecay * at[i];
        double sum = 0;
        for (int from = 0; from < order.length; from += pass.maxBatch()) {
            sum += forward(from, 1f / order.length);
            pass.backward(rows(from), batch.dy());
            for (int i = 0; i < slope.length; i++) slope[i] += gradient[places[i]];
        }
        evaluations++;
        return mean(sum, at);
    }

    private double mean(double sum, double[] at) {
        return sum / order.length + weightDecay / 2 * Vectors.dot(at, at);
    }

    private int rows(int from) {
        return Math.min(pass.maxBatch(), order.length - from);
    }

    private double forward(int from, float scale) {
        int rows = rows(from);
        batch.gather(order, from, 0, rows);
        return batch.loss(rows, pass.forwardTraining(rows, batch.x(), 0), scale);
    }
}
