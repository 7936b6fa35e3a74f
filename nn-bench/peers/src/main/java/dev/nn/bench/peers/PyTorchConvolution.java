package dev.nn.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import dev.nn.bench.peer.ChannelsFirst;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.Output;
import dev.nn.kernel.ConvolutionShape;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A convolution and ReLU by operations on arrays; the result of a call lives until the next one. */
final class PyTorchConvolution implements Job {
    private final NDManager manager = NDManager.newBaseManager(PyTorchPeer.ENGINE);
    private final ConvolutionShape shape;
    private final NDArray x;
    private final NDArray w;
    private final NDArray b;
    private @Nullable NDArray y;

    PyTorchConvolution(ConvolutionOperands operands) {
        shape = operands.shape().convolution();
        float[] images = ChannelsFirst.images(operands.x(), shape.height() * shape.width(), shape.channels());
        x = manager.create(
                images, new Shape(operands.shape().batch(), shape.channels(), shape.height(), shape.width()));
        w = filters(manager, operands.w(), shape);
        b = manager.create(operands.b());
    }

    /** The weights of a convolution as PyTorch has them. */
    static NDArray filters(NDManager manager, float[] w, ConvolutionShape shape) {
        return manager.create(
                ChannelsFirst.filters(w, shape),
                new Shape(shape.filters(), shape.groupChannels(), shape.kernelHeight(), shape.kernelWidth()));
    }

    /** act(X ∗ W + b) with ReLU; whoever calls it closes it. */
    static NDArray relu(NDArray x, NDArray w, NDArray b, ConvolutionShape shape) {
        try (NDList sums = Conv2d.conv2d(
                x,
                w,
                b,
                new Shape(shape.strideHeight(), shape.strideWidth()),
                new Shape(shape.top(), shape.left()),
                new Shape(shape.dilationHeight(), shape.dilationWidth()),
                shape.groups())) {
            return Activation.relu(sums.singletonOrThrow());
        }
    }

    @Override
    public void run() {
        if (y != null) y.close();
        y = relu(x, w, b, shape);
    }

    @Override
    public Set<Output> outputs() {
        return EnumSet.of(Output.Y);
    }

    @Override
    public float[] read(Output output) {
        if (y == null) throw new IllegalStateException("has not run yet");
        return ChannelsFirst.pixels(y.toFloatArray(), shape.outPixels(), shape.filters());
    }

    @Override
    public void close() {
        manager.close();
    }
}
