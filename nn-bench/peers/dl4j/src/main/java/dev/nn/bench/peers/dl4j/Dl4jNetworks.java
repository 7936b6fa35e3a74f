package dev.nn.bench.peers.dl4j;

import dev.nn.bench.peer.ChannelsFirst;
import dev.nn.bench.work.ConvolvedImages;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.LeNet;
import dev.nn.bench.work.LeNetImages;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Shape;
import dev.nn.kernel.ConvolutionShape;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The networks that are measured, as Deeplearning4j has them. */
final class Dl4jNetworks {
    private static final int[] POOL = {LeNet.POOL, LeNet.POOL};

    private Dl4jNetworks() {}

    /** A classifier with random parameters. */
    static MultiLayerNetwork classifier(Shape shape, IUpdater updater) {
        return switch (shape) {
            case DenseShape dense -> mlp(dense.widths(), updater, Activation.SOFTMAX);
            case LeNetImages images -> lenet(updater, Activation.SOFTMAX);
            case ConvolvedImages layer -> throw new IllegalArgumentException("a layer, not a network: " + layer);
        };
    }

    /** A network with known parameters. */
    static MultiLayerNetwork of(KnownNetwork known) {
        return switch (known) {
            case Mlp mlp -> {
                MultiLayerNetwork network = mlp(mlp.widths(), new Sgd(0.05), Activation.IDENTITY);
                dense(network, 0, mlp, mlp.weights().getFirst());
                yield network;
            }
            case LeNet lenet -> {
                MultiLayerNetwork network = lenet(new Sgd(0.05), Activation.IDENTITY);
                convolution(network, 0, lenet, LeNet.FIRST);
                convolution(network, 1, lenet, LeNet.SECOND);
                dense(network, 4, lenet.dense(), ChannelsFirst.flattened(lenet));
                yield network;
            }
        };
    }

    /** @param convolution which of them; each has a layer of pooling behind */
    private static void convolution(MultiLayerNetwork network, int convolution, LeNet lenet, ConvolutionShape shape) {
        float[] w = ChannelsFirst.filters(lenet.filters().get(convolution), shape);
        int[] sizes = {shape.filters(), shape.channels(), shape.kernelHeight(), shape.kernelWidth()};
        network.getLayer(2 * convolution).setParam("W", Nd4j.create(w, sizes, 'c'));
        bias(network, 2 * convolution, lenet.biases().get(convolution));
    }

    private static void bias(MultiLayerNetwork network, int layer, float[] b) {
        network.getLayer(layer).setParam("b", Nd4j.create(b, new int[] {1, b.length}, 'c'));
    }

    /** @param first number of the first dense layer, whose weights are these */
    private static void dense(MultiLayerNetwork network, int first, Mlp mlp, float[] firstWeights) {
        for (int l = 0; l < mlp.layers(); l++) {
            int[] sizes = {mlp.widths().get(l), mlp.widths().get(l + 1)};
            float[] w = l == 0 ? firstWeights : mlp.weights().get(l);
            network.getLayer(first + l).setParam("W", Nd4j.create(w, sizes, 'c'));
            bias(network, first + l, mlp.biases().get(l));
        }
    }

    private static MultiLayerNetwork mlp(List<Integer> widths, IUpdater updater, Activation last) {
        return built(dense(begin(updater), widths, last));
    }

    private static MultiLayerNetwork lenet(IUpdater updater, Activation last) {
        ListBuilder layers = begin(updater);
        for (ConvolutionShape each : List.of(LeNet.FIRST, LeNet.SECOND)) {
            layers.layer(new ConvolutionLayer.Builder(each.kernelHeight(), each.kernelWidth())
                            .padding(each.top(), each.left())
                            .nIn(each.channels())
                            .nOut(each.filters())
                            .activation(Activation.RELU)
                            .build())
                    .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, POOL, POOL).build());
        }
        return built(dense(layers, LeNet.HEAD.widths(), last)
                .setInputType(InputType.convolutionalFlat(
                        LeNet.FIRST.height(), LeNet.FIRST.width(), LeNet.FIRST.channels())));
    }

    private static ListBuilder begin(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(updater)
                .list();
    }

    private static ListBuilder dense(ListBuilder layers, List<Integer> widths, Activation last) {
        for (int l = 1; l + 1 < widths.size(); l++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(widths.get(l - 1))
                    .nOut(widths.get(l))
                    .activation(Activation.RELU)
                    .build());
        }
        LossFunction loss = last == Activation.SOFTMAX ? LossFunction.MCXENT : LossFunction.MSE;
        return layers.layer(new OutputLayer.Builder(loss)
                .nIn(widths.get(widths.size() - 2))
                .nOut(widths.getLast())
                .activation(last)
                .build());
    }

    private static MultiLayerNetwork built(ListBuilder layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }
}
