package dev.nn.spark;

import java.io.Serializable;

/**
 * What changes from step to step, on its way to the executors; {@link RowMajor}.
 *
 * @param parameters of the network
 * @param first the optimiser's first moments; empty if the executors take no steps of their own, or there are none
 * @param second its second moments, likewise
 * @param steps that the optimiser has taken
 */
record Weights(float[] parameters, float[] first, float[] second, long steps) implements Serializable {}
