package dev.nn.simd.product;

import dev.nn.kernel.WeightLayout;

/**
 * Weights of a layer with few outputs, transposed: the inputs of one output side by side, then those of the next.
 *
 * <p>A panel as narrow as ten outputs would waste a third of every vector. This way vectors lie along the inputs, of
 * which there are more. Rows are padded to 16 floats with zeros.
 */
public record NarrowLayout(int in, int out) implements WeightLayout {
    public NarrowLayout {
        WeightLayout.requireSize(in, out, out * Blocking.paddedLong(in));
    }

    @Override
    public int size() {
        return out * stride();
    }

    @Override
    public int biasSize() {
        return Blocking.padded(out);
    }

    @Override
    public int index(int row, int column) {
        return column * stride() + row;
    }

    @Override
    public int runs() {
        return out;
    }

    @Override
    public int run(int run, int row) {
        return run * stride() + row;
    }

    /** Floats from one output's weights to the next's. */
    public int stride() {
        return Blocking.padded(in);
    }
}
