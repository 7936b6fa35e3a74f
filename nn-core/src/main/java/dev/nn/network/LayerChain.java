package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers at work one after the other, with the gradients between them. */
final class LayerChain {
    private final LayerPass[] passes;
    private final Rows[] inputs;
    private final Rows[] outputs;

    /** The gradient of each layer's input; null for the first, whose belongs to the caller. */
    private final @Nullable Rows[] inputGradients;

    /** @param gradient where gradients go, or null for a chain that only runs forward */
    LayerChain(List<Layer> layers, int maxBatch, Team team, float @Nullable [] gradient) {
        List<LayerPass> made = new ArrayList<>();
        for (Layer layer : layers) {
            made.add(
                    gradient == null ? layer.newPass(maxBatch, team) : layer.newTrainingPass(maxBatch, team, gradient));
        }
        passes = made.toArray(LayerPass[]::new);
        inputs = new Rows[passes.length];
        outputs = new Rows[passes.length];
        inputGradients = new Rows[passes.length];
        for (int l = 1; gradient != null && l < passes.length; l++) {
            inputGradients[l] = gradients(layers.get(l - 1), maxBatch);
        }
    }

    /** Memory for the gradient of a layer's output; for a convolution without room between the rows. */
    private static Rows gradients(Layer layer, int maxBatch) {
        return layer instanceof Convolution
                ? Convolution.images(maxBatch, layer.out())
                : Rows.allocate(maxBatch, layer.out());
    }

    Rows forward(int batch, Rows x) {
        Rows y = x;
        for (int l = 0; l < passes.length; l++) outputs[l] = y = passes[l].forward(batch, y);
        return y;
    }

    Rows forwardTraining(int batch, Rows x, long noise) {
        Rows y = x;
        for (int l = 0; l < passes.length; l++) {
            inputs[l] = y;
            outputs[l] = y = passes[l].forwardTraining(batch, y, noise + l * 0x5851f42d4c957f2dL);
        }
        return y;
    }

    /** What a layer gave in the last run. */
    Rows output(int layer) {
        return outputs[layer];
    }

    /**
     * The gradients of what {@link #forwardTraining} has computed.
     *
     * @param dy used up
     * @param dx where the gradient of the chain's input goes, if it is wanted
     */
    void backward(int batch, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
        Rows upper = dy;
        for (int l = passes.length - 1; l >= 0; l--) {
            Rows lower = l == 0 ? dx : inputGradients[l];
            passes[l].backward(batch, inputs[l], upper, lower, update);
            if (lower != null) upper = lower;
        }
    }
}
