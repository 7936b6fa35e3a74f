package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.network.Network;
import java.util.Random;

/**
 * The operands of one convolution, without gaps: the same numbers for us, for every peer and for the reference.
 *
 * @param shape one layer on a batch of images
 * @param x the images, pixel by pixel with its channels side by side (NHWC), uniform in ±0.5
 * @param w (kernel row, kernel column, channel of the group) × filters, uniform in ±0.5
 * @param b a number for each filter, uniform in ±0.5
 * @param dz the gradient of the result before its activation, as images, uniform in ±0.5
 */
public record ConvolutionOperands(ConvolvedImages shape, float[] x, float[] w, float[] b, float[] dz) {
    /** Random operands. */
    public static ConvolutionOperands random(ConvolvedImages shape, long seed) {
        Random random = new Random(seed);
        int filters = shape.convolution().filters();
        return new ConvolutionOperands(
                shape,
                LayerOperands.uniform(
                        random, shape.batch() * shape.convolution().in()),
                LayerOperands.uniform(random, shape.convolution().patch() * filters),
                LayerOperands.uniform(random, filters),
                LayerOperands.uniform(
                        random, shape.batch() * shape.convolution().out()));
    }

    /** The layer as a network of ours. */
    public Network network(Activation activation, DenseKernels kernels) {
        ConvolutionShape of = shape.convolution();
        Network network = Network.image(of.height(), of.width(), of.channels())
                .convolution(of.filters(), of.kernelHeight(), of.kernelWidth())
                .padding(of.top(), of.left(), of.bottom(), of.right())
                .stride(of.strideHeight(), of.strideWidth())
                .dilation(of.dilationHeight(), of.dilationWidth())
                .groups(of.groups())
                .activation(activation)
                .build(kernels);
        network.setLayerParameters(0, Mlp.joined(w, b));
        return network;
    }
}
