package dev.nn.spark;

import java.io.Serializable;
import java.util.List;

/**
 * What the driver knows of a partition.
 *
 * @param rows how many there are
 * @param digest a hash of all rows, whatever their order
 * @param problem what is wrong with the row behind the last, or empty
 * @param targets of some rows, from which the size of a loss can be told
 */
record BlockSummary(int rows, long digest, String problem, List<Float> targets) implements Serializable {}
