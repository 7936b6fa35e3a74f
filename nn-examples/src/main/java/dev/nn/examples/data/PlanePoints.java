package dev.nn.examples.data;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import java.util.stream.IntStream;

/**
 * Points of the plane in two classes.
 *
 * @param x one point per row: its two coordinates
 * @param labels the class of each point, 0 or 1
 */
public record PlanePoints(double[][] x, int[] labels) {
    public PlanePoints {
        if (x.length != labels.length) {
            throw new IllegalArgumentException("%d points, %d labels".formatted(x.length, labels.length));
        }
    }

    public int size() {
        return x.length;
    }

    /** One coordinate (0 or 1) of the points of a class. */
    public double[] coordinates(int label, int coordinate) {
        return IntStream.range(0, size())
                .filter(i -> labels[i] == label)
                .mapToDouble(i -> x[i][coordinate])
                .toArray();
    }

    /** The points row after row, as networks take them. */
    public float[] features() {
        float[] features = new float[2 * size()];
        for (int i = 0; i < features.length; i++) features[i] = (float) x[i / 2][i % 2];
        return features;
    }

    /** The classes as numbers, as losses take them. */
    public float[] targets() {
        float[] targets = new float[size()];
        for (int i = 0; i < targets.length; i++) targets[i] = labels[i];
        return targets;
    }

    /** The same as a data set: two features, one target. */
    public Dataset dataset() {
        return FloatDataset.of(2, features(), 1, targets());
    }
}
