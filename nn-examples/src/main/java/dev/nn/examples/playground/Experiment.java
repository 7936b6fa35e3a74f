package dev.nn.examples.playground;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.Loss;
import dev.nn.network.Dense;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.Team;
import dev.nn.training.Evaluator;
import dev.nn.training.Trainer;
import dev.nn.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A network and its training as some {@link Settings} say, on the thread that has made it. */
final class Experiment implements AutoCloseable {
    private final Settings settings;
    private final PointSet points;
    private final Network network;
    private final List<Integer> dense;
    private final Loss loss;
    private final FloatDataset train;
    private final FloatDataset test;
    private final Evaluator evaluator;
    private final Training training;
    private final Curve curve = new Curve();
    private double rate;

    Experiment(Settings settings, DenseKernels kernels) {
        this(settings, network(settings, kernels));
    }

    private Experiment(Settings settings, Network network) {
        this.settings = settings;
        this.network = network;
        this.rate = settings.rate();
        points = PointSet.of(settings);
        dense = IntStream.range(0, network.layers().size())
                .filter(l -> network.layers().get(l) instanceof Dense)
                .boxed()
                .toList();
        loss = settings.hasLogit() ? new BinaryCrossEntropy() : new HalfSquaredError();
        int trained = Math.max(1, Math.round(points.size() * settings.train() / 100f));
        train = data(0, trained);
        test = data(trained, points.size());
        evaluator = new Evaluator(network, loss, null, points.size(), Team.single());
        training = Trainer.of(network, loss, settings.rule())
                .batchSize(settings.batch() == 0 ? trained : settings.batch())
                .schedule((base, step, total) -> rate)
                .l1(settings.l1())
                .divergenceFactor(Double.POSITIVE_INFINITY)
                .seed(settings.seed())
                .start(train);
        addToCurve();
    }

    /** The network of the settings with its start weights. */
    static Network network(Settings settings, DenseKernels kernels) {
        NetworkBuilder layers = Network.input(settings.features().size());
        for (int units : settings.layers()) {
            layers = layers.dense(units, settings.activation());
            if (settings.dropout() > 0) layers = layers.dropout((float) settings.dropout());
        }
        boolean bounded = !settings.data().isRegression() && !settings.crossEntropy();
        return layers.dense(1, bounded ? Activation.TANH : Activation.IDENTITY)
                .build(Initializer.named(settings.initializer()), settings.seed(), kernels);
    }

    /** A new training of this network, as it is now, on other points of the same kind. */
    Experiment withPoints(long dataSeed, DenseKernels kernels) {
        Network copy = network(settings, kernels);
        System.arraycopy(network.parameters(), 0, copy.parameters(), 0, copy.parameters().length);
        return new Experiment(settings.withRate(rate).withDataSeed(dataSeed), copy);
    }

    private FloatDataset data(int from, int to) {
        float[] rows = Feature.rows(settings.features(), Arrays.copyOfRange(points.xy(), 2 * from, 2 * to));
        float[] target = Arrays.copyOfRange(points.target(), from, to);
        if (settings.hasLogit()) for (int i = 0; i < target.length; i++) target[i] = target[i] > 0 ? 1 : 0;
        return FloatDataset.of(settings.features().size(), rows, 1, target);
    }

    Settings settings() {
        return settings;
    }

    PointSet points() {
        return points;
    }

    Network network() {
        return network;
    }

    Loss loss() {
        return loss;
    }

    /** Rows that are trained on: the first of the points. */
    FloatDataset train() {
        return train;
    }

    Curve curve() {
        return curve;
    }

    Training training() {
        return training;
    }

    /** Indices of the dense layers, which have weights, among the network's. */
    List<Integer> dense() {
        return dense;
    }

    /** The learning rate from the next step on. */
    void rate(double value) {
        rate = value;
    }

    /** Trains on one batch. */
    void step() {
        training.step();
        if (curve.wants(training.steps())) addToCurve();
    }

    private void addToCurve() {
        curve.add(trainLoss(), testLoss());
    }

    double trainLoss() {
        return evaluator.evaluate(train).loss();
    }

    /** NaN if no point is left to test on. */
    double testLoss() {
        return test.size() == 0 ? Double.NaN : evaluator.evaluate(test).loss();
    }

    /**
     * Sets one weight, or a bias.
     *
     * @param layer number of the dense layer
     * @param from unit of the layer before, or −1 for the bias
     * @param to unit
     */
    void set(int layer, int from, int to, double value) {
        if (layer < 0 || layer >= dense.size()) throw outside("layer", layer, dense.size() - 1);
        Dense chosen = (Dense) network.layers().get(dense.get(layer));
        if (from < -1 || from >= chosen.in()) throw outside("from", from, chosen.in() - 1);
        if (to < 0 || to >= chosen.out()) throw outside("to", to, chosen.out() - 1);
        if (!(Math.abs(value) <= 1e6)) {
            throw new IllegalArgumentException("value: expected a number from −1000000 to 1000000, found " + value);
        }
        int index = from < 0 ? chosen.in() * chosen.out() + to : from * chosen.out() + to;
        network.parameters()[chosen.parameterIndex(index)] = (float) value;
    }

    private static IllegalArgumentException outside(String key, int found, int most) {
        return new IllegalArgumentException("%s: expected a number up to %d, found %d".formatted(key, most, found));
    }

    @Override
    public void close() {
        training.close();
    }
}
