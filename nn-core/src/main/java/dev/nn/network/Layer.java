package dev.nn.network;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One layer of a {@link Network}: what it computes and where its parameters are. Immutable but for the parameters
 * themselves; the memory of a computation is a {@link LayerPass}.
 */
public sealed interface Layer permits AffineLayer, BatchNorm, LayerNorm, Embedding, OwnLayer, Branched, ParameterFree {
    /** Inputs per row. */
    int in();

    /** Outputs per row. */
    int out();

    /** What the layer is, in one line, for instance {@code dense 784→256 relu}. */
    String describe();

    /** Number of trainable parameters, padding not counted. */
    int parameterCount();

    /** Sets the start parameters. */
    void initialize(Initializer initializer, RandomGenerator random);

    /**
     * Index in the network's parameter array of the layer's {@code i}-th parameter, in the row-major order of files:
     * weights, then bias.
     */
    int parameterIndex(int i);

    /**
     * Sets all parameters.
     *
     * @param parameters the network's array
     * @param values in the row-major order of files
     */
    default void setParameters(float[] parameters, float[] values) {
        for (int i = 0; i < values.length; i++) parameters[parameterIndex(i)] = values[i];
    }

    /**
     * What this layer asks of kernels on batches of just this size; nothing by default. {@link #newPass} and {@link
     * #newTrainingPass} prepare it for the largest batch.
     *
     * @param training whether for running backward too
     */
    default List<Operation> operations(int batch, boolean training) {
        return List.of();
    }

    /**
     * Memory to run this layer forward.
     *
     * @param maxBatch the largest batch
     * @param team who shares the work
     */
    LayerPass newPass(int maxBatch, Team team);

    /**
     * Memory to run this layer forward and backward.
     *
     * @param gradient where gradients go: an array in the layout of the network's parameters
     */
    LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient);

    /**
     * Memory to run this layer forward and backward in a training that leaves it as it is: what it remembers stays, too,
     * and of gradients only that of the input is computed.
     */
    LayerPass newFixedPass(int maxBatch, Team team);

    /**
     * What is left of this layer in a {@link Model}: nothing for one that only training needs.
     *
     * @param precision what weights are rounded to
     */
    List<FrozenLayer> freeze(Precision precision);

    /**
     * The layer in double precision and plain loops, for one row: the definition that gradients are checked against.
     *
     * @param x inputs
     * @param parameters in the layout of the network's parameters
     */
    double[] apply(double[] x, double[] parameters);

    /**
     * The same for the rows of a batch as in training, where they may depend on each other; without what is random.
     *
     * @param x rows of inputs
     */
    default double[][] applyTraining(double[][] x, double[] parameters) {
        double[][] y = new double[x.length][];
        for (int r = 0; r < y.length; r++) y[r] = apply(x[r], parameters);
        return y;
    }

    /** The layers that this one is made of; none for most. */
    default List<Layer> parts() {
        return List.of();
    }

    /** The layer that computes in training, too, what this one computes in use. */
    default Layer inUse() {
        return this;
    }
}
