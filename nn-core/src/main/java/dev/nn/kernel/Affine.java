package dev.nn.kernel;

import dev.nn.guard.Memory;

/**
 * The weights W and bias b of one affine map X·W + b, as places in an array: W[i][j] is
 * {@code data[weights + layout.index(i, j)]}, b[j] is {@code data[bias + j]}.
 *
 * <p>Gradients dW and db, and optimiser moments, are an {@code Affine} too: the same places in another array.
 *
 * @param layout shape of W and where its elements stand
 * @param data the array, usually the parameters of a whole network
 * @param weights index of the first weight
 * @param bias index of the first bias
 */
public record Affine(WeightLayout layout, float[] data, int weights, int bias) {
    public Affine {
        if (weights < 0
                || bias < 0
                || (long) weights + layout.size() > data.length
                || (long) bias + layout.biasSize() > data.length) {
            throw new IllegalArgumentException(
                    "weights at %d (%d floats) and bias at %d (%d floats) don't fit into an array of %d"
                            .formatted(weights, layout.size(), bias, layout.biasSize(), data.length));
        }
    }

    /**
     * A new zeroed array that holds just these weights and then this bias.
     *
     * @throws IllegalArgumentException if an array doesn't hold so many
     */
    public static Affine allocate(WeightLayout layout) {
        int size = Memory.requireArray(
                (long) layout.size() + layout.biasSize(),
                "weights and bias of " + layout.in() + " inputs and " + layout.out() + " outputs");
        return new Affine(layout, new float[size], 0, layout.size());
    }

    /** The same places in another array. */
    public Affine in(float[] other) {
        return new Affine(layout, other, weights, bias);
    }

    public float weight(int row, int column) {
        return data[weights + layout.index(row, column)];
    }

    public void setWeight(int row, int column, float value) {
        data[weights + layout.index(row, column)] = value;
    }

    public float bias(int column) {
        return data[bias + column];
    }

    public void setBias(int column, float value) {
        data[bias + column] = value;
    }
}
