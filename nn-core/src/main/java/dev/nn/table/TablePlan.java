package dev.nn.table;

import dev.nn.network.Network;
import dev.nn.optimizer.Optimizer;

/**
 * The training of one network on all rows of a table, to be run by somebody else, on Spark for instance: what {@link
 * TableTrainer} does where it has nothing to choose. The learning rate falls to 0 along half a cosine.
 *
 * @param network new, for the schema's inputs and outputs
 * @param optimizer with its first learning rate
 * @param batchSize rows of a step
 * @param epochs that are enough for that many rows
 */
public record TablePlan(Network network, Optimizer optimizer, int batchSize, int epochs) {}
