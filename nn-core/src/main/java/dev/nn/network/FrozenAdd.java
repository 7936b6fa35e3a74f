package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * The sum of two layers' results in a model.
 *
 * @param in values per row
 * @param source how many layers before this one the first has been computed
 * @param other the same for the second
 */
record FrozenAdd(int in, int source, int other) implements PlainFrozenLayer {
    @Override
    public FrozenLayer behind(int index, int layers) {
        return new FrozenAdd(in, source > index ? source + layers : source, other > index ? other + layers : other);
    }

    @Override
    public int out() {
        return in;
    }

    @Override
    public String describe() {
        return "add";
    }

    @Override
    public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        throw new IllegalStateException("a sum has two inputs");
    }

    /** y = x + x2. */
    void predict(int fromRow, int toRow, Rows x, Rows second, Rows y) {
        Residual.add(fromRow, toRow, in, x, second, y);
    }

    @Override
    public long work() {
        return in;
    }
}
