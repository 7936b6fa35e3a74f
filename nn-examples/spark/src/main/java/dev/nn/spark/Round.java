package dev.nn.spark;

import java.io.Serializable;

/**
 * The work between two exchanges of weights: one step of all executors together, or some steps of each by itself.
 *
 * @param epoch from 1
 * @param first number within the epoch of the first step, from 0
 * @param number of the first step in the whole training, from 1
 * @param rates learning rate of each step
 * @param rows of all partitions in this round
 * @param local whether each partition takes the steps by itself
 */
record Round(int epoch, int first, long number, double[] rates, long rows, boolean local) implements Serializable {
    /** Steps in this round. */
    int steps() {
        return rates.length;
    }
}
