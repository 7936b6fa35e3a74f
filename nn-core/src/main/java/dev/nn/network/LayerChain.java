package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers at work one after the other, with the gradients between them. */
final class LayerChain {
    private final LayerPass[] passes;
    private final Rows[] inputs;
    private final Rows[] outputs;

    /** The gradient of each layer's input; null for the first, whose belongs to the caller, and where it isn't needed. */
    private final @Nullable Rows[] inputGradients;

    /** The first layer that runs backward, unless the gradient of the chain's input is wanted. */
    private final int lowest;

    /** The first layer that runs backward if the gradient of the chain's input is not wanted. */
    private final int lowestTrained;

    private LayerChain(List<LayerPass> passes, int lowest, int lowestTrained) {
        this.passes = passes.toArray(LayerPass[]::new);
        this.lowest = lowest;
        this.lowestTrained = lowestTrained;
        this.inputs = new Rows[this.passes.length];
        this.outputs = new Rows[this.passes.length];
        this.inputGradients = new Rows[this.passes.length];
    }

    /** A chain that only runs forward. */
    static LayerChain forward(List<Layer> layers, int maxBatch, Team team) {
        List<LayerPass> passes = new ArrayList<>();
        for (Layer layer : layers) passes.add(layer.newPass(maxBatch, team));
        return new LayerChain(passes, passes.size(), passes.size());
    }

    /** @param gradient where gradients of parameters go */
    static LayerChain training(List<Layer> layers, int maxBatch, Team team, float[] gradient) {
        List<LayerPass> passes = new ArrayList<>();
        int lowest = layers.size();
        for (int l = lowest - 1; l >= 0; l--) if (layers.get(l).parameterCount() > 0) lowest = l;
        for (Layer layer : layers) passes.add(layer.newTrainingPass(maxBatch, team, gradient));
        return new LayerChain(passes, 0, lowest).withGradients(layers, maxBatch);
    }

    /** A chain of layers that stay as they are, where only the gradient of the input is wanted. */
    static LayerChain fixed(List<Layer> layers, int maxBatch, Team team) {
        List<LayerPass> passes = new ArrayList<>();
        for (Layer layer : layers) passes.add(layer.newFixedPass(maxBatch, team));
        return new LayerChain(passes, 0, passes.size()).withGradients(layers, maxBatch);
    }

    /**
     * A chain where some layers stay as they are, and the gradient of the input isn't wanted.
     *
     * @param gradient where gradients of parameters go
     * @param fixed indices of the layers that stay
     */
    static LayerChain training(List<Layer> layers, int maxBatch, Team team, float[] gradient, BitSet fixed) {
        List<LayerPass> passes = new ArrayList<>();
        int lowest = layers.size();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            boolean stays = fixed.get(l);
            passes.add(stays ? layer.newFixedPass(maxBatch, team) : layer.newTrainingPass(maxBatch, team, gradient));
            if (!stays && layer.parameterCount() > 0) lowest = Math.min(lowest, l);
        }
        return new LayerChain(passes, lowest, lowest).withGradients(layers, maxBatch);
    }

    private LayerChain withGradients(List<Layer> layers, int maxBatch) {
        for (int l = lowest + 1; l < passes.length; l++) inputGradients[l] = gradients(layers.get(l - 1), maxBatch);
        return this;
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
        int end = dx == null ? lowestTrained : lowest;
        for (int l = passes.length - 1; l >= end; l--) upper = backward(l, batch, upper, dx, update);
    }

    /** The same with an optimiser for each layer, and without a gradient of the chain's input. */
    void backward(int batch, Rows dy, OptimizerState[] updates) {
        Rows upper = dy;
        for (int l = passes.length - 1; l >= lowest; l--) upper = backward(l, batch, upper, null, updates[l]);
    }

    /** One layer's gradients; returns that of its input, or, for the lowest, its own if nobody wants that. */
    private Rows backward(int l, int batch, Rows upper, @Nullable Rows dx, @Nullable OptimizerState update) {
        Rows lower = l == 0 ? dx : dx == null && l == lowestTrained ? null : inputGradients[l];
        passes[l].backward(batch, inputs[l], upper, lower, update);
        return lower == null ? upper : lower;
    }
}
