package dev.nn.bench.peers.dl4j;

import dev.nn.bench.peer.CrossEntropy;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.Work;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j: training and prediction of whole networks. */
public final class Dl4jPeer implements Peer {
    @Override
    public String name() {
        return "dl4j";
    }

    /** All that its module fetches, which is nothing but Deeplearning4j and what it depends on. */
    @Override
    public List<String> libraries() {
        return List.of("");
    }

    @Override
    public @Nullable String unavailableBecause() {
        Nd4j.getBackend();
        return null;
    }

    private static MultiLayerNetwork network(List<Integer> widths, IUpdater updater, Activation last) {
        ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(updater)
                .list();
        for (int l = 1; l + 1 < widths.size(); l++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(widths.get(l - 1))
                    .nOut(widths.get(l))
                    .activation(Activation.RELU)
                    .build());
        }
        LossFunction loss = last == Activation.SOFTMAX ? LossFunction.MCXENT : LossFunction.MSE;
        layers.layer(new OutputLayer.Builder(loss)
                .nIn(widths.get(widths.size() - 2))
                .nOut(widths.getLast())
                .activation(last)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    @Override
    public Predictor predictor(Mlp mlp) {
        MultiLayerNetwork network = network(mlp.widths(), new Sgd(0.05), Activation.IDENTITY);
        for (int l = 0; l < mlp.layers(); l++) {
            int in = mlp.widths().get(l), out = mlp.widths().get(l + 1);
            network.getLayer(l).setParam("W", Nd4j.create(mlp.weights().get(l), new int[] {in, out}, 'c'));
            network.getLayer(l).setParam("b", Nd4j.create(mlp.biases().get(l), new int[] {1, out}, 'c'));
        }
        return (x, y) -> {
            try (INDArray row = Nd4j.create(x, new int[] {1, x.length}, 'c')) {
                System.arraycopy(network.output(row).toFloatVector(), 0, y, 0, y.length);
            }
        };
    }

    @Override
    public @Nullable Training training(Case chosen, SyntheticDigits data) {
        return new Steps(chosen, data);
    }

    private static final class Steps implements Training {
        private final MultiLayerNetwork network;
        private final SyntheticDigits data;
        private final int batch;
        private final int in;
        private final int out;
        private final float[] images;
        private final float[] classes;
        private int next;

        Steps(Case chosen, SyntheticDigits data) {
            this.data = data;
            List<Integer> widths = chosen.shape().widths();
            network = network(
                    widths, chosen.work() == Work.STEP_ADAM ? new Adam(0.001) : new Sgd(0.05), Activation.SOFTMAX);
            batch = chosen.shape().batch();
            in = widths.getFirst();
            out = widths.getLast();
            images = new float[batch * in];
            classes = new float[batch * out];
        }

        @Override
        public void step() {
            Arrays.fill(classes, 0);
            for (int r = 0; r < batch; r++) {
                data.copy(next + r, images, r * in);
                classes[r * out + data.labels()[next + r]] = 1;
            }
            try (INDArray x = Nd4j.create(images, new int[] {batch, in}, 'c');
                    INDArray y = Nd4j.create(classes, new int[] {batch, out}, 'c')) {
                network.fit(x, y);
            }
            next = (next + batch) % (data.size() - batch + 1);
        }

        @Override
        public double loss() {
            return CrossEntropy.mean(data, (x, probabilities) -> {
                try (INDArray row = Nd4j.create(x, new int[] {1, x.length}, 'c')) {
                    System.arraycopy(network.output(row).toFloatVector(), 0, probabilities, 0, probabilities.length);
                }
            });
        }
    }
}
