package dev.nn.examples.lesson.desk;

import dev.nn.examples.data.PlanePoints;
import dev.nn.kernel.Rows;
import dev.nn.metric.Accuracy;
import dev.nn.network.Network;

/** The share of points in the plane that a network with one output classifies rightly. */
public final class Accuracies {
    private Accuracies() {}

    /** From 0 to 1; an output above 0 means class 1. */
    public static double of(Network network, PlanePoints points) {
        Accuracy accuracy = new Accuracy();
        float[] y = network.predict(points.features());
        accuracy.add(points.size(), 1, Rows.of(y, 1), Rows.of(points.targets(), 1));
        return accuracy.value();
    }
}
