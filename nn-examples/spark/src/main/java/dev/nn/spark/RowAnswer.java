package dev.nn.spark;

import java.io.Serializable;

/** What a network's outputs for a row mean: the values of the columns that the scored row gets besides its own. */
@FunctionalInterface
public interface RowAnswer extends Serializable {
    /** The columns' values. */
    Object[] of(double[] outputs);
}
