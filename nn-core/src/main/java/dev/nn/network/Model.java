package dev.nn.network;

import dev.nn.guard.Memory;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained network in its frozen form, for prediction: immutable, safe from many threads, without what only training
 * needs. Later changes of the network don't reach it.
 *
 * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="freeze" :
 * Model model = network.freeze(); // once
 * ModelWorkspace workspace = model.newWorkspace(1); // once per thread
 * model.predict(x, y, workspace); // as often as you like; allocates nothing
 * }
 *
 * A row's result has the same bits whatever the batch it is in, the thread and the number of threads.
 */
public final class Model {
    /** Where this model is computed; replaced once, by layers with the same bits, after a quick start. */
    private volatile List<FrozenLayer> layers;

    /** The way of single rows through these layers, or null if there is none. */
    private volatile @Nullable SingleRows singleRows;

    private final @Nullable TakeOver takeOver;
    private final @Nullable ImageShape image;
    private final int in;
    private final int out;
    private final Precision precision;

    /** Made by {@link Network#freeze}. */
    Model(Network network, Precision precision) {
        this(network, precision, null);
    }

    private Model(Network network, Precision precision, Kernels.@Nullable QuickStart start) {
        // Here and wherever a quick start comes by, no lambda and no stream: the first of a JVM take tens of
        // milliseconds.
        List<FrozenLayer> frozen = new ArrayList<>();
        for (FrozenLayer layer : FrozenLayers.of(network.layers(), precision)) {
            frozen.add(start == null ? layer : layer.on(start.plain()));
        }
        if (frozen.isEmpty())
            throw new IllegalArgumentException(
                    "nothing to predict with: only layers that change nothing in use, such as dropout");
        this.layers = List.copyOf(frozen);
        this.singleRows = SingleRows.of(layers);
        this.takeOver = start == null ? null : new TakeOver(this, start);
        this.image = network.image();
        this.in = network.in();
        this.out = network.out();
        this.precision = precision;
    }

    /**
     * A model that predicts at once: for programs that make their first prediction as soon as they have started. It is
     * computed by plain loops until a thread of the background, which starts after the first prediction, has prepared the
     * fast kernels; that takes about a second. These then take over, and no bit of any result tells when.
     *
     * @param network best on {@link dev.nn.kernel.ScalarDenseKernels}, which need no preparation either
     */
    public static Model quickStart(Network network, Precision precision) {
        Model model = new Model(network, precision, Kernels.quickStart());
        for (FrozenLayer layer : model.layers) layer.prepare(1);
        return model;
    }

    /** Inputs per row. */
    public int in() {
        return in;
    }

    /** Outputs per row. */
    public int out() {
        return out;
    }

    /** What the weights are rounded to. */
    public Precision precision() {
        return precision;
    }

    /** Bytes of memory that the parameters occupy. */
    public long bytes() {
        long bytes = 0;
        for (FrozenLayer layer : layers) bytes += layer.bytes();
        return bytes;
    }

    /**
     * Brings prediction to full speed for any batch up to {@code maxBatch}: runs the kernels that this model needs on
     * next to no data until the JVM has compiled them, and waits for that. Takes some tenths of a second, once per JVM and
     * kind of layer.
     *
     * <p>Without it, predictions are computed by plain loops, with the same bits, until this has happened in the
     * background; or, on kernels that were asked for by name, {@link #newWorkspace} does it.
     */
    public void warmUp(int maxBatch) {
        if (takeOver != null) takeOver.await(maxBatch);
        startWarmUp(maxBatch);
        for (FrozenLayer layer : layers) layer.awaitWarmUp();
    }

    private void startWarmUp(int maxBatch) {
        for (FrozenLayer layer : layers) layer.prepare(maxBatch);
        SingleRows single = singleRows;
        if (single != null) single.prepare();
    }

    /**
     * Memory for predictions on one thread at a time; {@linkplain #warmUp warms up} too, in the background where plain
     * loops can stand in meanwhile.
     *
     * @throws IllegalArgumentException if the batch is less than 1, or takes more memory than there can be
     */
    public ModelWorkspace newWorkspace(int maxBatch) {
        return newWorkspace(maxBatch, Team.single());
    }

    /**
     * Memory for predictions of which a team shares the rows, where they are worth it; {@linkplain #warmUp warms up} too,
     * as the other.
     */
    public ModelWorkspace newWorkspace(int maxBatch, Team team) {
        ModelWorkspace workspace = new ModelWorkspace(this, maxBatch, team);
        if (takeOver == null || !takeOver.isPending(maxBatch)) startWarmUp(maxBatch);
        else workspace.rehearse();
        return workspace;
    }

    /**
     * Y = model(X) for {@code batch} rows; allocates nothing.
     *
     * @param x batch × in
     * @param y batch × out; other memory than x
     * @throws IllegalArgumentException if a view is too small, x and y share memory, the batch is too large, or the
     *     workspace another model's
     * @throws IllegalStateException if the workspace is in use, by another thread for instance
     */
    public void predict(int batch, Rows x, Rows y, ModelWorkspace workspace) {
        check(batch, workspace);
        x.require("x", batch, in);
        y.require("y", batch, out);
        if (x.overlaps(batch, in, y, out)) {
            throw new IllegalArgumentException("x and y share memory: y must be other memory than x");
        }
        workspace.begin();
        try {
            workspace.run(batch, x, y);
        } finally {
            workspace.end();
        }
    }

    /**
     * Y = model(X) for the rows in {@code x}, one after the other without gaps; allocates nothing.
     *
     * @param x batch × in; its length says how many rows there are
     * @param y batch × out; may be x
     */
    public void predict(float[] x, float[] y, ModelWorkspace workspace) {
        int batch = x.length == in ? 1 : rows(x.length); // a division takes as long as a small layer
        if (y.length != (long) batch * out) {
            throw new IllegalArgumentException(
                    "y must hold %d rows of %d values, has %d".formatted(batch, out, y.length));
        }
        predict(batch, x, 0, y, 0, workspace);
    }

    /**
     * Y = model(X) for {@code batch} rows in slices of the caller's arrays; allocates nothing.
     *
     * @param x batch × in, from {@code xOffset} on, without gaps
     * @param y batch × out, from {@code yOffset} on, without gaps; may overlap x
     * @throws IllegalArgumentException if a slice doesn't fit, the batch is too large, or the workspace another model's
     * @throws IllegalStateException if the workspace is in use, by another thread for instance
     */
    public void predict(int batch, float[] x, int xOffset, float[] y, int yOffset, ModelWorkspace workspace) {
        check(batch, workspace);
        checkSlice("x", x, xOffset, batch, in);
        checkSlice("y", y, yOffset, batch, out);
        // To mark the workspace as in use takes 5 ns, as long as a layer of a small network.
        if (batch == 1 && workspace.runAlone(x, xOffset, y, yOffset)) return;
        workspace.begin();
        try {
            if (batch == 1 && workspace.runSingly(x, xOffset, y, yOffset)) return;
            workspace.read(batch, x, xOffset);
            workspace.run(batch, workspace.input, workspace.output);
            workspace.write(batch, y, yOffset);
        } finally {
            workspace.end();
        }
    }

    /**
     * The outputs for some rows, in a new array: convenient, from any thread, but it allocates a workspace each time.
     *
     * @param x {@code x.length / in()} rows, one after the other
     */
    public float[] predict(float[] x) {
        int batch = rows(x.length);
        float[] y = new float[outputs(batch, out)];
        if (batch > 0) predict(x, y, newWorkspace(batch));
        return y;
    }

    /** What rows come in, if they are images; null otherwise. */
    public @Nullable ImageShape image() {
        return image;
    }

    List<FrozenLayer> layers() {
        return layers;
    }

    @Nullable
    SingleRows singleRows() {
        return singleRows;
    }

    /** After a prediction: the time for whatever a quick start has put off. */
    void predicted() {
        if (takeOver != null) takeOver.begin();
    }

    /** The same layers on other kernels. */
    void replace(List<FrozenLayer> faster, @Nullable SingleRows single) {
        singleRows = single;
        layers = faster;
    }

    private int rows(int length) {
        if (length % in != 0) {
            throw new IllegalArgumentException(noWholeRows(in, image, length));
        }
        return length / in;
    }

    /** The message that an array of so many values is no number of rows. */
    static String noWholeRows(int in, @Nullable ImageShape image, int length) {
        String rows =
                image == null ? "rows of %d values".formatted(in) : "images of %s, %d values".formatted(image, in);
        return "x must hold whole %s, has %d".formatted(rows, length);
    }

    /** Values of so many rows, in one array. */
    static int outputs(int batch, int out) {
        long values = (long) batch * out;
        if (values > Memory.LARGEST_ARRAY) {
            throw new IllegalArgumentException(Memory.tooLong(values, "the outputs of " + batch + " rows"));
        }
        return (int) values;
    }

    private void check(int batch, ModelWorkspace workspace) {
        if (workspace.model != this) throw new IllegalArgumentException("the workspace belongs to another model");
        if (batch < 0 || batch > workspace.maxBatch) {
            throw new IllegalArgumentException("batch must be from 0 to " + workspace.maxBatch + ", was " + batch);
        }
    }

    private static void checkSlice(String name, float[] array, int offset, int rows, int columns) {
        if (offset < 0 || offset + (long) rows * columns > array.length) {
            throw new IllegalArgumentException("%s: %d rows of %d values from %d on don't fit into an array of %d"
                    .formatted(name, rows, columns, offset, array.length));
        }
    }

    /** One line: the layers and the precision of the weights. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (FrozenLayer layer : layers) parts.add(layer.describe());
        return "%s (%s)".formatted(String.join(", ", parts), precision);
    }
}
