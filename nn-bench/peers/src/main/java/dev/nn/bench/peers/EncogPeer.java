package dev.nn.bench.peers;

import dev.nn.bench.peer.CrossEntropy;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.Work;
import java.util.List;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSoftMax;
import org.encog.mathutil.randomize.XaiverRandomizer;
import org.encog.ml.data.basic.BasicMLData;
import org.encog.ml.data.basic.BasicMLDataPair;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.sgd.StochasticGradientDescent;
import org.encog.neural.networks.training.propagation.sgd.update.MomentumUpdate;
import org.jspecify.annotations.Nullable;

/** Encog: networks in plain Java and double precision; of the optimisers only plain gradient descent is like ours. */
public final class EncogPeer implements Peer {
    private static final int IMAGES = 4096;

    @Override
    public String name() {
        return "encog";
    }

    @Override
    public List<String> libraries() {
        return List.of("encog");
    }

    @Override
    public @Nullable String unavailableBecause() {
        return null;
    }

    private static BasicNetwork network(List<Integer> widths, ActivationFunction last) {
        BasicNetwork network = new BasicNetwork();
        network.addLayer(new BasicLayer(null, true, widths.getFirst()));
        for (int l = 1; l + 1 < widths.size(); l++) {
            network.addLayer(new BasicLayer(new ActivationReLU(), true, widths.get(l)));
        }
        network.addLayer(new BasicLayer(last, false, widths.getLast()));
        network.getStructure().finalizeStructure();
        return network;
    }

    @Override
    public @Nullable Predictor predictor(KnownNetwork known) {
        return known instanceof Mlp mlp ? predictor(mlp) : null;
    }

    private static Predictor predictor(Mlp mlp) {
        BasicNetwork network = network(mlp.widths(), new ActivationLinear());
        for (int l = 0; l < mlp.layers(); l++) {
            float[] w = mlp.weights().get(l), b = mlp.biases().get(l);
            int in = mlp.widths().get(l), out = mlp.widths().get(l + 1);
            for (int j = 0; j < out; j++) {
                for (int i = 0; i < in; i++) network.setWeight(l, i, j, w[i * out + j]);
                network.setWeight(l, in, j, b[j]); // the bias is one more input, which is always 1
            }
        }
        double[] x = new double[mlp.in()], y = new double[mlp.out()];
        return (row, result) -> {
            for (int i = 0; i < x.length; i++) x[i] = row[i];
            network.compute(x, y);
            for (int j = 0; j < y.length; j++) result[j] = (float) y[j];
        };
    }

    @Override
    public @Nullable Training training(Case chosen, SyntheticDigits data) {
        return chosen.work() == Work.STEP_SGD && chosen.shape() instanceof DenseShape shape
                ? new GradientDescent(shape, data)
                : null;
    }

    private static final class GradientDescent implements Training {
        private final BasicNetwork network;
        private final StochasticGradientDescent descent;
        private final SyntheticDigits data;
        private final BasicMLDataPair[] pairs = new BasicMLDataPair[IMAGES];
        private final int batch;
        private int next;

        GradientDescent(DenseShape shape, SyntheticDigits data) {
            this.data = data;
            batch = shape.batch();
            List<Integer> widths = shape.widths();
            double[][] in = new double[IMAGES][widths.getFirst()], out = new double[IMAGES][widths.getLast()];
            float[] image = new float[widths.getFirst()];
            for (int n = 0; n < IMAGES; n++) {
                data.copy(n, image, 0);
                for (int i = 0; i < image.length; i++) in[n][i] = image[i];
                out[n][data.labels()[n]] = 1;
                pairs[n] = new BasicMLDataPair(new BasicMLData(in[n]), new BasicMLData(out[n]));
            }
            network = network(widths, new ActivationSoftMax());
            new XaiverRandomizer(42).randomize(network);
            descent = new StochasticGradientDescent(network, new BasicMLDataSet(in, out));
            descent.setLearningRate(0.05 / batch); // Encog sums over the batch
            descent.setMomentum(0);
            descent.setBatchSize(batch);
            descent.setUpdateRule(new MomentumUpdate());
            descent.getUpdateRule().init(descent);
        }

        @Override
        public void step() {
            for (int r = 0; r < batch; r++) descent.process(pairs[(next + r) % pairs.length]);
            descent.update();
            next = (next + batch) % pairs.length;
        }

        @Override
        public double loss() {
            double[] row = new double[network.getInputCount()], y = new double[network.getOutputCount()];
            return CrossEntropy.mean(data, (x, probabilities) -> {
                for (int i = 0; i < row.length; i++) row[i] = x[i];
                network.compute(row, y);
                for (int j = 0; j < y.length; j++) probabilities[j] = (float) y[j];
            });
        }
    }
}
