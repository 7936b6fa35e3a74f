package dev.nn.spark;

import java.io.Serializable;

/**
 * What the driver knows of a partition.
 *
 * @param rows how many there are
 * @param digest a hash of all rows, whatever their order
 * @param problem what is wrong with the row behind the last, or empty
 */
record BlockSummary(int rows, long digest, String problem) implements Serializable {}
