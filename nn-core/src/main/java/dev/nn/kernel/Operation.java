package dev.nn.kernel;

import dev.nn.activation.Activation;
import java.util.List;

/**
 * What somebody is going to ask of kernels, in as much detail as decides which code runs and how much scratch memory it
 * takes: what {@link PredictKernels#prepare} is given.
 */
public sealed interface Operation {
    /**
     * A dense layer on batches of just this size.
     *
     * @param batch rows; a smaller batch takes no more scratch memory
     * @param layout of the weights, from {@link DenseKernels#weightLayout}
     * @param activation of the layer
     * @param training whether backward too, or only forward
     */
    record DenseLayer(int batch, WeightLayout layout, Activation activation, boolean training) implements Operation {}

    /**
     * A dense layer of sixteen networks at once, forward and backward, with {@link LaneKernels}.
     *
     * @param batch rows; a smaller batch takes no more scratch memory
     * @param layout of the weights of each
     * @param activation of the layer
     */
    record DenseLanes(int batch, WeightLayout layout, Activation activation) implements Operation {}

    /**
     * A convolution layer, on batches of any size.
     *
     * @param shape of the convolution
     * @param activation of the layer
     * @param training whether backward too, or only forward
     */
    record Convolution(ConvolutionShape shape, Activation activation, boolean training) implements Operation {}

    /**
     * Predictions by a convolution layer, in batches of any size.
     *
     * @param shape of the convolution
     * @param parameters made by {@link ConvolutionKernels#freeze} of the same kernels
     * @param activation of the layer
     */
    record ConvolutionPrediction(ConvolutionShape shape, FrozenAffine parameters, Activation activation)
            implements Operation {}

    /**
     * {@link ConvolutionKernels#maxPool}, and its gradient; the code doesn't depend on the window.
     *
     * @param channels of a pixel
     */
    record MaxPooling(int channels) implements Operation {}

    /**
     * Predictions by a dense layer, in batches of any size up to a largest one.
     *
     * @param maxBatch rows of the largest batch
     * @param parameters made by {@link PredictKernels#freeze} of the same kernels
     * @param activation of the layer
     */
    record Prediction(int maxBatch, FrozenAffine parameters, Activation activation) implements Operation {}

    /**
     * Predictions of single rows by consecutive dense layers, with a {@link PredictKernels#rowPredictor}.
     *
     * @param layers the first one first; their batches don't matter
     */
    record RowPrediction(List<Prediction> layers) implements Operation {
        public RowPrediction {
            layers = List.copyOf(layers);
        }
    }

    /**
     * {@link TrainingKernels#softmaxCrossEntropy}.
     *
     * @param classes columns of the logits
     */
    record SoftmaxCrossEntropy(int classes) implements Operation {}

    /** {@link TrainingKernels#binaryCrossEntropy}; its code and memory don't depend on the shape. */
    record BinaryCrossEntropy() implements Operation {}

    /** {@link TrainingKernels#scaleBytes}; its code and memory don't depend on the number of bytes. */
    record ByteScaling() implements Operation {}
}
