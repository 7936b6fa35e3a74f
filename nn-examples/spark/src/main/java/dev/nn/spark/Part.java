package dev.nn.spark;

import java.io.Serializable;

/**
 * What one partition contributes to a round, or several summed.
 *
 * @param index of the partition, or of the first of several
 * @param rows that were used
 * @param loss sum of the losses of these rows
 * @param values gradient, or weighted changes of parameters and weighted moments; {@link RowMajor}
 */
record Part(int index, long rows, double loss, float[] values) implements Serializable {}
