package dev.nn.gradient;

import dev.nn.batch.RowWeights;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The mean loss over some rows as a function of the network's parameters, all in double precision. */
final class MeanLoss {
    private final Network network;
    private final Loss loss;
    private final double[][] x;
    private final double[][] target;
    private final double[] parameters;
    private final @Nullable RowWeights weights;

    /** @param weights of the rows, or null if all count the same */
    MeanLoss(Network network, Loss loss, int batch, float[] x, float[] target, @Nullable RowWeights weights) {
        this.network = network;
        this.loss = loss;
        this.weights = weights;
        this.x = split(batch, x);
        this.target = split(batch, target);
        this.parameters = widened(network.parameters(), 0, network.parameters().length);
    }

    /** The slope along one parameter, as a central difference. */
    double slope(int parameter, double step) {
        double at = parameters[parameter], h = step * Math.max(1, Math.abs(at));
        double above = at + h, below = at - h;
        parameters[parameter] = above;
        double lossAbove = value();
        parameters[parameter] = below;
        double lossBelow = value();
        parameters[parameter] = at;
        // Not 2h: w ± h have been rounded.
        return (lossAbove - lossBelow) / (above - below);
    }

    private double value() {
        double sum = 0;
        double[][] y = network.applyTraining(x, parameters);
        for (int r = 0; r < x.length; r++) sum += weight(r) * loss.value(y[r], target[r]);
        return sum / x.length;
    }

    private double weight(int row) {
        return weights == null ? 1 : weights.of(row);
    }

    private static double[][] split(int rows, float[] values) {
        int columns = values.length / rows;
        double[][] result = new double[rows][];
        Arrays.setAll(result, r -> widened(values, r * columns, columns));
        return result;
    }

    private static double[] widened(float[] values, int from, int count) {
        double[] result = new double[count];
        for (int i = 0; i < count; i++) result[i] = values[from + i];
        return result;
    }
}
