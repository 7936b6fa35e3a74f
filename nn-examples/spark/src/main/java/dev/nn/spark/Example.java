package dev.nn.spark;

import java.io.Serializable;

/**
 * One row to learn from, for trainings on a {@code JavaRDD}.
 *
 * @param features the network's inputs
 * @param target what the loss compares with: the number of a class, or one value for each output
 */
public record Example(float[] features, float[] target) implements Serializable {
    /** A row of a class, with its number from 0. */
    public static Example of(float[] features, int label) {
        return new Example(features, new float[] {label});
    }
}
