package dev.nn.network;

import dev.nn.guard.ExclusiveUse;
import dev.nn.guard.Memory;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network at work on batches: the buffers of every layer, made once for a largest batch, so that running it forward
 * and backward allocates nothing.
 *
 * <p>One thread at a time may use a pass: a call during another one throws an {@link IllegalStateException}. Any number of
 * passes may use one network, as long as nobody changes its parameters meanwhile.
 */
public final class Pass {
    /** The batch of the last training run forward, while {@link #backward} may follow it. */
    private static final int NONE = -1;

    private final Network network;
    private final LayerChain layers;
    private final int maxBatch;
    private final ExclusiveUse use =
            new ExclusiveUse("the pass", "one thread at a time may run it, so make one for each thread");
    private int trained = NONE;
    private boolean hasRun;

    /**
     * Made by {@link Network#newPass} and {@link Network#newTrainingPass}.
     *
     * @param gradient where gradients go, or null for a pass that only runs forward
     * @param fixed indices of the layers that stay as they are
     */
    Pass(Network network, int maxBatch, Team team, float @Nullable [] gradient, BitSet fixed) {
        this.network = network;
        this.maxBatch = maxBatch;
        long bytes = BatchMemory.require(maxBatch, widths(network.layers()));
        try {
            layers = gradient == null
                    ? LayerChain.forward(network.layers(), maxBatch, team)
                    : LayerChain.training(network.layers(), maxBatch, team, gradient, fixed);
        } catch (OutOfMemoryError e) {
            // About: the outputs, and their gradients if there are any.
            throw Memory.exhausted(
                    gradient == null ? bytes : 2 * bytes, BatchMemory.what(maxBatch), BatchMemory.REMEDY, e);
        }
    }

    private static int[] widths(List<Layer> layers) {
        int[] widths = new int[layers.size() + 1];
        widths[0] = layers.getFirst().in();
        for (int l = 0; l < layers.size(); l++) widths[l + 1] = layers.get(l).out();
        return widths;
    }

    /** The largest batch. */
    public int maxBatch() {
        return maxBatch;
    }

    /**
     * Runs the network on {@code batch} rows; the result stays valid until the next call.
     *
     * @throws IllegalStateException if the pass is in use, or another thread is training the network
     */
    public Rows forward(int batch, Rows x) {
        network.requireUntouched();
        use.begin();
        try {
            trained = NONE;
            hasRun = false;
            Rows y = layers.forward(batch, x);
            hasRun = true;
            return y;
        } finally {
            use.end();
        }
    }

    /**
     * Runs the network as in training, keeping what {@link #backward} needs.
     *
     * @param x must stay as it is until then
     * @param noise seed for what is random in this step (dropout)
     */
    public Rows forwardTraining(int batch, Rows x, long noise) {
        use.begin();
        try {
            trained = NONE;
            hasRun = false;
            Rows y = layers.forwardTraining(batch, x, noise);
            requireOtherMemory(x, y);
            trained = batch;
            hasRun = true;
            return y;
        } finally {
            use.end();
        }
    }

    /**
     * What a layer gave in the last run forward, with its activation: the rows of that batch × {@code out()} of the layer.
     * Not a copy; valid until the next call of this pass.
     *
     * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="outputs" :
     * Pass pass = network.newPass(64);
     * pass.forward(64, x); // allocates nothing
     * Rows hidden = pass.output(0), logits = pass.output(1);
     * float third = hidden.data()[hidden.index(0, 2)]; // of the first row, what the layer's third unit gave
     * }
     *
     * @param layer index in {@link Network#layers}
     * @throws IndexOutOfBoundsException if there is no such layer
     * @throws IllegalStateException if nothing has been run forward, or the last run failed
     */
    public Rows output(int layer) {
        Objects.checkIndex(layer, network.layers().size());
        if (!hasRun) throw new IllegalStateException("no layer has an output yet: run the pass forward first");
        return layers.output(layer);
    }

    /** The result of the last run as x of this one would have been overwritten, and backward needs it. */
    @SuppressWarnings("ReferenceEquality") // whether it is the same memory
    private static void requireOtherMemory(Rows x, Rows y) {
        if (x.data() == y.data()) {
            throw new IllegalArgumentException("x is the memory of this pass's own result: copy it first");
        }
    }

    /**
     * Computes the gradient of every parameter from the gradient of the output, after {@link #forwardTraining}.
     *
     * @param dy gradient of the loss with respect to the output; used up
     * @throws IllegalStateException if {@code forwardTraining} with this batch was not the call before
     */
    public void backward(int batch, Rows dy) {
        backward(batch, dy, null, null);
    }

    /**
     * Computes the gradient of every parameter and takes an optimiser's step with it, after {@link #forwardTraining}
     * and {@link OptimizerState#begin}: the same bits as {@link #backward} and an update of all parameters give, but
     * gradients of weights need not reach memory, so the gradient array's content is undefined afterwards.
     *
     * @param dy gradient of the loss with respect to the output; used up
     * @throws IllegalStateException if {@code forwardTraining} with this batch was not the call before
     */
    public void backwardUpdate(int batch, Rows dy, OptimizerState optimizer) {
        backward(batch, dy, optimizer, null);
    }

    /**
     * The same with an optimiser for each layer: rates or decays of their own.
     *
     * @param optimizers one for each of {@link Network#layers}, begun; the same one may serve several
     * @throws IllegalArgumentException if there are more or fewer
     */
    public void backwardUpdate(int batch, Rows dy, OptimizerState[] optimizers) {
        if (optimizers.length != network.layers().size()) {
            throw new IllegalArgumentException("the network has %d layers, got optimisers for %d"
                    .formatted(network.layers().size(), optimizers.length));
        }
        backward(batch, dy, null, optimizers);
    }

    private void backward(int batch, Rows dy, @Nullable OptimizerState update, OptimizerState @Nullable [] updates) {
        use.begin();
        try {
            if (batch != trained) {
                throw new IllegalStateException(
                        trained == NONE
                                ? "backward needs what forwardTraining keeps: run that first, and nothing in between"
                                : "backward of %d rows after forwardTraining of %d".formatted(batch, trained));
            }
            if (updates == null) layers.backward(batch, dy, null, update);
            else layers.backward(batch, dy, updates);
        } finally {
            use.end();
        }
    }
}
