package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * The results of several layers side by side in a model.
 *
 * @param widths for each of them its values per pixel
 * @param sources for each of them how many layers before this one it has been computed
 * @param pixels of the results; 1 for rows that are no images
 */
record FrozenConcat(int[] widths, int[] sources, int pixels) implements PlainFrozenLayer {
    @Override
    public FrozenLayer behind(int index, int layers) {
        int[] moved = sources.clone();
        for (int i = 0; i < moved.length; i++) if (moved[i] > index) moved[i] += layers;
        return new FrozenConcat(widths, moved, pixels);
    }

    @Override
    public int in() {
        return widths[0] * pixels;
    }

    @Override
    public int out() {
        return width() * pixels;
    }

    private int width() {
        int sum = 0;
        for (int width : widths) sum += width;
        return sum;
    }

    @Override
    public String describe() {
        return "concat";
    }

    @Override
    public int source() {
        return sources[0];
    }

    @Override
    public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        throw new IllegalStateException("several layers' results stand side by side");
    }

    /** Puts the result of one of them to its place. */
    void predict(int fromRow, int toRow, int number, Rows x, Rows y) {
        int at = 0;
        for (int i = 0; i < number; i++) at += widths[i];
        Concat.put(fromRow, toRow, pixels, widths[number], at, width(), x, y);
    }

    @Override
    public long work() {
        return out();
    }
}
