package dev.nn.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.nn.bench.peer.ChannelsFirst;
import dev.nn.bench.work.LeNet;
import dev.nn.bench.work.Predictor;
import dev.nn.kernel.ConvolutionShape;
import java.util.List;

/** LeNet ready to predict, by operations on arrays; and its layers to be trained. */
final class PyTorchLeNet implements Predictor {
    private static final List<ConvolutionShape> CONVOLUTIONS = List.of(LeNet.FIRST, LeNet.SECOND);
    private static final Shape POOL = new Shape(LeNet.POOL, LeNet.POOL), AT_EDGE = new Shape(0, 0);
    private static final Shape IMAGE = new Shape(1, 1, LeNet.FIRST.height(), LeNet.FIRST.width());

    private final NDManager manager = NDManager.newBaseManager(PyTorchPeer.ENGINE);
    private final NDArray[] filters = new NDArray[2];
    private final NDArray[] w = new NDArray[2];
    private final NDArray[] b = new NDArray[4];

    PyTorchLeNet(LeNet lenet) {
        for (int l = 0; l < filters.length; l++) {
            filters[l] = PyTorchConvolution.filters(manager, lenet.filters().get(l), CONVOLUTIONS.get(l));
            b[l] = manager.create(lenet.biases().get(l));
        }
        List<Integer> widths = lenet.dense().widths();
        for (int l = 0; l < w.length; l++) {
            float[] weights = l == 0
                    ? ChannelsFirst.flattened(lenet)
                    : lenet.dense().weights().get(l);
            w[l] = PyTorchPeer.weights(manager, weights, widths.get(l), widths.get(l + 1));
            b[filters.length + l] = manager.create(lenet.dense().biases().get(l));
        }
    }

    @Override
    public void predict(float[] x, float[] y) {
        try (NDManager call = manager.newSubManager()) {
            NDArray values = call.create(x, IMAGE);
            for (int l = 0; l < filters.length; l++) {
                NDArray convolved = PyTorchConvolution.relu(values, filters[l], b[l], CONVOLUTIONS.get(l));
                convolved.attach(call);
                values = Pool.maxPool2d(convolved, POOL, POOL, AT_EDGE, false);
                values.attach(call);
            }
            values = values.reshape(1, -1);
            values.attach(call);
            values = Linear.linear(values, w[0], b[2]).singletonOrThrow();
            values.attach(call);
            values = Activation.relu(values);
            values.attach(call);
            values = Linear.linear(values, w[1], b[3]).singletonOrThrow();
            values.attach(call);
            System.arraycopy(values.toFloatArray(), 0, y, 0, y.length);
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** The layers, with parameters yet to be drawn. */
    static Block layers() {
        SequentialBlock block = new SequentialBlock();
        for (ConvolutionShape each : CONVOLUTIONS) {
            block.add(Conv2d.builder()
                            .setKernelShape(new Shape(each.kernelHeight(), each.kernelWidth()))
                            .optPadding(new Shape(each.top(), each.left()))
                            .setFilters(each.filters())
                            .build())
                    .add(Activation::relu)
                    .add(Pool.maxPool2dBlock(POOL, POOL));
        }
        return block.add(Blocks.batchFlattenBlock()).add(PyTorchTraining.mlp(LeNet.HEAD.widths()));
    }
}
