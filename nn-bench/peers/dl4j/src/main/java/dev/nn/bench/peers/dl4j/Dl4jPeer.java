package dev.nn.bench.peers.dl4j;

import dev.nn.bench.peer.CrossEntropy;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.Work;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

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

    @Override
    public Predictor predictor(KnownNetwork known) {
        MultiLayerNetwork network = Dl4jNetworks.of(known);
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
        private static final int IN = 28 * 28, OUT = 10;

        private final MultiLayerNetwork network;
        private final SyntheticDigits data;
        private final int batch;
        private final float[] images;
        private final float[] classes;
        private int next;

        Steps(Case chosen, SyntheticDigits data) {
            this.data = data;
            network = Dl4jNetworks.classifier(
                    chosen.shape(), chosen.work() == Work.STEP_ADAM ? new Adam(0.001) : new Sgd(0.05));
            batch = chosen.shape().batch();
            images = new float[batch * IN];
            classes = new float[batch * OUT];
        }

        @Override
        public void step() {
            Arrays.fill(classes, 0);
            for (int r = 0; r < batch; r++) {
                data.copy(next + r, images, r * IN);
                classes[r * OUT + data.labels()[next + r]] = 1;
            }
            try (INDArray x = Nd4j.create(images, new int[] {batch, IN}, 'c');
                    INDArray y = Nd4j.create(classes, new int[] {batch, OUT}, 'c')) {
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
