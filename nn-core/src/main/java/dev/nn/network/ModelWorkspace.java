package dev.nn.network;

import dev.nn.guard.ExclusiveUse;
import dev.nn.guard.Memory;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory that one thread lends to a {@link Model} for its predictions, made once by {@link Model#newWorkspace}, so
 * that no prediction allocates.
 *
 * <p>One thread at a time may use it; a prediction that begins while another one runs in the same workspace throws an
 * {@link IllegalStateException} and changes nothing, unless it needs no memory, as single rows of small models may. It may be
 * handed on from thread to thread, so a queue, a {@code ConcurrentLinkedQueue}, can lend those that are idle to threads that
 * come and go:
 *
 * {@snippet file="dev/nn/snippet/ServingSnippetsTest.java" region="requests" :
 * Callable<float[]> request = () -> {
 *     ModelWorkspace lent = idle.poll();
 *     ModelWorkspace workspace = lent == null ? model.newWorkspace(1) : lent;
 *     float[] y = new float[model.out()];
 *     model.predict(x, y, workspace);
 *     idle.add(workspace); // not after an exception: what is in it is unknown then
 *     return y;
 * };
 * }
 */
public final class ModelWorkspace {
    /** Rows are handed out to threads in multiples of this, the largest tile side. */
    private static final int CUT = 16;

    /** The most rows that pass through all layers together: enough for the kernels, few enough to stay in the cache. */
    private static final int MOST_ROWS = 256;

    /** Floats that the widest layer of a model of images may have for these rows, unless they are fewer than {@link #CUT}. */
    private static final int WIDEST = 1 << 19;

    /** Multiply-adds below which handing work over to another thread costs more than it saves. */
    private static final long WORTH_SHARING = 250_000;

    final Model model;
    final int maxBatch;
    private final ExclusiveUse use =
            new ExclusiveUse("the workspace", "one thread at a time may predict with it, so make one for each thread");

    /** Where callers' arrays are copied to and from that are not {@link Rows}. */
    final Rows input;

    final Rows output;

    private final long work;

    /** Rows that pass through all layers together. */
    private final int block;

    /**
     * Whether blocks pass through memory for a block of each thread, to which their rows are copied, instead of memory for
     * the whole batch: images are large between the layers, and copying theirs is little beside computing with them.
     */
    private final boolean apart;

    private final Rows[] hidden;

    /** Where blocks begin and end that are apart. */
    private final Rows blockInput;

    private final Rows blockOutput;
    private final Team team;
    private final Workspace[] scratch;

    /** The model's layers as they were at the last call, and once more as an array. */
    private List<FrozenLayer> adopted;

    private FrozenLayer[] layers;

    /** The way of single rows through the first of them. */
    private @Nullable SingleRows single;

    // The operands of the current call; the operation itself is made once, so that no call allocates.
    private int batch;
    private Rows x;
    private Rows y;

    /** What the first layer reads, and where the last one writes. */
    private Rows first;

    private Rows last;
    private final Part part = new Part();

    ModelWorkspace(Model model, int maxBatch, Team team) {
        this.model = model;
        this.maxBatch = maxBatch;
        this.team = team;
        adopted = model.layers();
        layers = adopted.toArray(FrozenLayer[]::new);
        single = model.singleRows();
        long sum = 0;
        for (FrozenLayer layer : adopted) sum += layer.work();
        work = sum;
        int[] widths = widths();
        block = model.image() == null ? MOST_ROWS : block(widths);
        int held = model.image() == null ? maxBatch : (int) Math.min(maxBatch, (long) block * team.size());
        apart = held < maxBatch;
        long bytes = BatchMemory.require(maxBatch, held, widths);
        try {
            hidden = new Rows[layers.length - 1];
            for (int l = 0; l < hidden.length; l++) hidden[l] = Rows.allocate(held, layers[l].out());
            scratch = new Workspace[team.size()];
            for (int i = 0; i < scratch.length; i++) scratch[i] = new Workspace();
            reserve();
            input = memory(model.in());
            output = memory(model.out());
            blockInput = apart ? Rows.allocate(held, model.in()) : input;
            blockOutput = apart ? Rows.allocate(held, model.out()) : output;
        } catch (OutOfMemoryError e) {
            throw Memory.exhausted(bytes, BatchMemory.what(maxBatch), BatchMemory.REMEDY, e);
        }
        x = input;
        y = output;
        first = blockInput;
        last = blockOutput;
    }

    /** Memory for the whole batch: without gaps for a small model, where to copy row by row takes as long as to compute. */
    private Rows memory(int columns) {
        boolean small = single != null && single.layers() == layers.length;
        return small
                ? Rows.of(new float[Math.multiplyExact(maxBatch, columns)], columns)
                : Rows.allocate(maxBatch, columns);
    }

    private int[] widths() {
        int[] widths = new int[layers.length + 1];
        widths[0] = model.in();
        for (int l = 0; l < layers.length; l++) widths[l + 1] = layers[l].out();
        return widths;
    }

    private static int block(int[] widths) {
        int widest = 1;
        for (int width : widths) widest = Math.max(widest, width);
        return Math.clamp((long) CUT * (WIDEST / widest / CUT), CUT, MOST_ROWS);
    }

    /** The largest batch that fits. */
    public int maxBatch() {
        return maxBatch;
    }

    /** Begins a prediction, unless one is running here. */
    void begin() {
        use.begin();
    }

    /** Ends the prediction that {@link #begin} has begun. */
    void end() {
        use.end();
    }

    private void reserve() {
        for (FrozenLayer layer : layers) {
            int floats = layer.scratch(Math.min(block, maxBatch));
            for (Workspace each : scratch) each.reserve(floats);
        }
        if (single != null) {
            for (Workspace each : scratch) each.reserve(single.scratch());
        }
    }

    /** Once, when faster kernels have taken over: the only call that allocates. */
    private void adopt(List<FrozenLayer> current) {
        adopted = current;
        layers = current.toArray(FrozenLayer[]::new);
        single = model.singleRows();
        reserve();
    }

    /**
     * Predicts for one row without the memory of this workspace, so that it need not be marked as in use; false if nothing
     * has been done. The kernels may change meanwhile: old ones give the same bits.
     */
    boolean runAlone(float[] from, int fromIndex, float[] to, int toIndex) {
        SingleRows way = wholeWay();
        if (way == null || !way.predict(from, fromIndex, to, toIndex)) return false;
        model.predicted();
        return true;
    }

    /**
     * Predicts for one row of the caller's arrays without copying it, if all layers are small; false if nothing has been
     * done. The places may overlap.
     */
    boolean runSingly(float[] from, int fromIndex, float[] to, int toIndex) {
        SingleRows way = wholeWay();
        if (way == null || !way.predict(from, fromIndex, to, toIndex, scratch[0])) return false;
        model.predicted();
        return true;
    }

    /** The way of single rows, if it goes through all layers as they are now. */
    @SuppressWarnings("ReferenceEquality") // another list, even an equal one, has other kernels
    private @Nullable SingleRows wholeWay() {
        SingleRows way = single;
        return way == null || way.layers() < layers.length || model.layers() != adopted ? null : way;
    }

    @SuppressWarnings("ReferenceEquality")
    void run(int rows, Rows from, Rows to) {
        List<FrozenLayer> current = model.layers();
        if (current != adopted) adopt(current);
        batch = rows;
        x = from;
        y = to;
        first = apart ? blockInput : x;
        last = apart ? blockOutput : y;
        if (team.size() == 1 || rows * work < WORTH_SHARING) rows(0, rows, 0);
        else team.run(part);
        model.predicted();
    }

    /** Copies rows from the caller's array. */
    void read(int rows, float[] x, int at) {
        int in = model.in();
        if (input.stride() == in) {
            System.arraycopy(x, at, input.data(), 0, rows * in);
            return;
        }
        for (int r = 0; r < rows; r++) System.arraycopy(x, at + r * in, input.data(), input.index(r, 0), in);
    }

    /** Copies the predictions to the caller's array. */
    void write(int rows, float[] y, int at) {
        int out = model.out();
        if (output.stride() == out) {
            System.arraycopy(output.data(), 0, y, at, rows * out);
            return;
        }
        for (int r = 0; r < rows; r++) System.arraycopy(output.data(), output.index(r, 0), y, at + r * out, out);
    }

    /** Predicts for a row of zeros, so that the first real one doesn't wait for classes to be loaded. */
    void rehearse() {
        rows(0, 1, 0);
    }

    /** The rows of one thread. */
    private final class Part implements Team.Operation {
        @Override
        public void run(int part, int parts) {
            int blocks = (batch + CUT - 1) / CUT;
            int from = (int) ((long) blocks * part / parts) * CUT,
                    to = (int) ((long) blocks * (part + 1) / parts) * CUT;
            rows(Math.min(from, batch), Math.min(to, batch), part);
        }
    }

    private void rows(int from, int to, int part) {
        for (int r = from; r < to; r += block) {
            int end = Math.min(to, r + block);
            if (!apart) {
                layers(r, end, scratch[part]);
                continue;
            }
            int place = part * block, rows = end - r;
            copy(x, r, blockInput, place, rows, model.in());
            layers(place, place + rows, scratch[part]);
            copy(blockOutput, place, y, r, rows, model.out());
        }
    }

    private static void copy(Rows from, int row, Rows to, int place, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from.data(), from.index(row + i, 0), to.data(), to.index(place + i, 0), columns);
        }
    }

    private void layers(int fromRow, int toRow, Workspace workspace) {
        for (int l = singly(fromRow, toRow, workspace); l < layers.length; l++) {
            FrozenLayer layer = layers[l];
            Rows from = result(l - layer.source()), result = output(l);
            if (layer instanceof FrozenAdd sum) sum.predict(fromRow, toRow, from, result(l - sum.other()), result);
            else if (layer instanceof FrozenConcat concat) concat(concat, l, fromRow, toRow);
            else layer.predict(fromRow, toRow, from, result, workspace);
        }
    }

    private void concat(FrozenConcat concat, int layer, int fromRow, int toRow) {
        for (int i = 0; i < concat.sources().length; i++) {
            concat.predict(fromRow, toRow, i, result(layer - concat.sources()[i]), output(layer));
        }
    }

    /** Predicts by the first layers, if these are few rows and a small model; returns the first layer that is left. */
    private int singly(int fromRow, int toRow, Workspace workspace) {
        SingleRows way = single;
        if (way == null || !way.predict(fromRow, toRow, first, output(way.layers() - 1), workspace)) return 0;
        return way.layers();
    }

    private Rows output(int layer) {
        return layer == hidden.length ? last : hidden[layer];
    }

    /** What a layer has computed; the model's input before the first. */
    private Rows result(int layer) {
        return layer < 0 ? first : hidden[layer];
    }
}
