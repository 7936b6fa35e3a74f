package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network at work on batches: the buffers of every layer, made once for a largest batch, so that running it forward
 * and backward allocates nothing.
 *
 * <p>One thread at a time may use a pass; any number of passes may use one network, as long as nobody changes its
 * parameters meanwhile.
 */
public final class Pass {
    private final LayerPass[] layers;
    private final Rows[] inputs;
    private final @Nullable Rows[] inputGradients;
    private final int maxBatch;

    /**
     * Made by {@link Network#newPass} and {@link Network#newTrainingPass}.
     *
     * @param gradient where gradients go, or null for a pass that only runs forward
     */
    Pass(List<Layer> network, int maxBatch, Team team, float @Nullable [] gradient) {
        if (maxBatch < 1) throw new IllegalArgumentException("the largest batch must be at least 1, was " + maxBatch);
        this.maxBatch = maxBatch;
        List<LayerPass> passes = new ArrayList<>();
        for (Layer layer : network) {
            passes.add(
                    gradient == null ? layer.newPass(maxBatch, team) : layer.newTrainingPass(maxBatch, team, gradient));
        }
        layers = passes.toArray(LayerPass[]::new);
        inputs = new Rows[layers.length];
        inputGradients = new Rows[layers.length];
        for (int l = 1; gradient != null && l < layers.length; l++) {
            inputGradients[l] = Rows.allocate(maxBatch, network.get(l).in());
        }
    }

    /** The largest batch. */
    public int maxBatch() {
        return maxBatch;
    }

    /** Runs the network on {@code batch} rows; the result stays valid until the next call. */
    public Rows forward(int batch, Rows x) {
        Rows y = x;
        for (LayerPass layer : layers) y = layer.forward(batch, y);
        return y;
    }

    /**
     * Runs the network as in training, keeping what {@link #backward} needs.
     *
     * @param noise seed for what is random in this step (dropout)
     */
    public Rows forwardTraining(int batch, Rows x, long noise) {
        Rows y = x;
        for (int l = 0; l < layers.length; l++) {
            inputs[l] = y;
            y = layers[l].forwardTraining(batch, y, noise + l * 0x5851f42d4c957f2dL);
        }
        return y;
    }

    /**
     * Computes the gradient of every parameter from the gradient of the output, after {@link #forwardTraining}.
     *
     * @param dy gradient of the loss with respect to the output; used up
     */
    public void backward(int batch, Rows dy) {
        backward(batch, dy, null);
    }

    /**
     * Computes the gradient of every parameter and takes an optimiser's step with it, after {@link #forwardTraining}
     * and {@link OptimizerState#begin}: the same bits as {@link #backward} and an update of all parameters give, but
     * gradients of weights need not reach memory, so the gradient array's content is undefined afterwards.
     *
     * @param dy gradient of the loss with respect to the output; used up
     */
    public void backwardUpdate(int batch, Rows dy, OptimizerState optimizer) {
        backward(batch, dy, optimizer);
    }

    private void backward(int batch, Rows dy, @Nullable OptimizerState update) {
        Rows upper = dy;
        for (int l = layers.length - 1; l >= 0; l--) {
            Rows lower = inputGradients[l];
            layers[l].backward(batch, inputs[l], upper, lower, update);
            if (lower != null) upper = lower;
        }
    }
}
