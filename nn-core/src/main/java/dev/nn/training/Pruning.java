package dev.nn.training;

import dev.nn.network.Dense;
import dev.nn.network.Network;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A choice of weights that are set to zero because they are small; as a listener of a training it keeps them there.
 *
 * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="prune" :
 * Pruning pruning = Pruning.smallest(network, 0.8); // chosen among the weights of all dense layers
 * pruning.apply();
 * trainer.listener(pruning).fit(train); // training goes on, the chosen weights stay zero
 * }
 *
 * <p>Magnitude pruning: Han, Pool, Tran, Dally: Learning both weights and connections for efficient neural networks. NIPS
 * 2015. Biases are left alone. Kernels are dense: a pruned network is as large and as fast as before, but shows what a
 * smaller one could do.
 */
public final class Pruning implements TrainingListener {
    private final Network network;

    /** Indices in the network's parameters. */
    private final BitSet chosen;

    private Pruning(Network network, BitSet chosen) {
        this.network = network;
        this.chosen = chosen;
    }

    /**
     * Chooses the smallest weights by absolute value, over all dense layers together; of equal ones the first.
     *
     * @param share of the weights, from 0 to 1; the number is rounded
     */
    public static Pruning smallest(Network network, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share to prune must be from 0 to 1, was " + share);
        }
        int[] indices = weights(network);
        float[] parameters = network.parameters();
        // One long for each weight, ordered by size and then by index: sorting longs needs no boxes.
        long[] keys = new long[indices.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) Float.floatToIntBits(Math.abs(parameters[indices[i]])) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        BitSet chosen = new BitSet(parameters.length);
        int count = (int) Math.round(share * keys.length);
        for (int i = 0; i < count; i++) chosen.set(indices[(int) keys[i]]);
        return new Pruning(network, chosen);
    }

    /** Where the weights of all dense layers are among the parameters, in row-major order. */
    private static int[] weights(Network network) {
        return network.layers().stream()
                .filter(Dense.class::isInstance)
                .flatMapToInt(
                        layer -> IntStream.range(0, layer.in() * layer.out()).map(layer::parameterIndex))
                .toArray();
    }

    /** Number of weights chosen. */
    public int count() {
        return chosen.cardinality();
    }

    /** Sets the chosen weights to zero. */
    public void apply() {
        float[] parameters = network.parameters();
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) parameters[i] = 0;
    }

    @Override
    public void onStep(int epoch, int step, int steps, int rows, double loss) {
        apply();
    }
}
