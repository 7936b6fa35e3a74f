package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import org.jspecify.annotations.Nullable;

/** The memory and the code of one {@link Layer} at work on batches. One thread at a time may use it. */
public sealed interface LayerPass
        permits AffinePass,
                BatchNormPass,
                FixedBatchNormPass,
                LayerNormPass,
                EmbeddingPass,
                OwnLayerPass,
                RowPass,
                NestedPass {
    /** Runs the layer on {@code batch} rows as in use; returns where the output is. */
    Rows forward(int batch, Rows x);

    /**
     * Runs the layer as in training, keeping what {@link #backward} needs.
     *
     * @param noise seed of what is random in this step; the same seed gives the same bits
     */
    default Rows forwardTraining(int batch, Rows x, long noise) {
        return forward(batch, x);
    }

    /**
     * Computes the gradient of the parameters, and of the input if {@code dx} is given; to be called after {@link
     * #forwardTraining} with the same batch.
     *
     * @param dy gradient with respect to the output; its content is used up
     * @param update if given, the parameters take this optimiser's step at once, and their gradient need not be written
     */
    void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update);
}
