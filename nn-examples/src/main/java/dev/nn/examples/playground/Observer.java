package dev.nn.examples.playground;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What looks at an experiment's network between two steps: pictures of its units, its gradient, how many points it gets right. */
final class Observer {
    private static final int SIDE = HeatMaps.SIDE, SMALL = HeatMaps.SMALL, STRIDE = SIDE / SMALL;

    private final Experiment experiment;
    private final Setup setup;
    private final Network network;
    private final List<Integer> dense;
    private final Pass gridPass;
    private final Pass pointsPass;
    private final Rows grid;
    private final Rows points;
    private final float[] gradient;
    private final Pass gradientPass;
    private final Rows trained;
    private final Rows target;
    private final Rows dy;
    private final Workspace workspace = new Workspace();
    private final int units;
    private int shown;

    Observer(Experiment experiment) {
        this.experiment = experiment;
        setup = new Setup(experiment);
        network = experiment.network();
        dense = experiment.dense();
        List<Feature> features = experiment.settings().features();
        int size = experiment.points().size(), rows = experiment.train().size();
        gridPass = network.newPass(SIDE * SIDE);
        grid = Rows.of(Feature.rows(features, HeatMaps.grid()), features.size());
        pointsPass = network.newPass(size);
        points = Rows.of(Feature.rows(features, experiment.points().xy()), features.size());
        gradient = new float[network.parameters().length];
        gradientPass = network.newTrainingPass(rows, Team.single(), gradient);
        trained = Rows.allocate(rows, network.in());
        target = Rows.allocate(rows, 1);
        dy = Rows.allocate(rows, 1);
        workspace.prepare(network.kernels(), experiment.loss().operations(1));
        for (int r = 0; r < rows; r++) {
            experiment.train().copyFeatures(r, trained.data(), trained.index(r, 0));
            experiment.train().copyTarget(r, target.data(), target.index(r, 0));
        }
        units = experiment.settings().layers().stream()
                .mapToInt(Integer::intValue)
                .sum();
        shown = units;
    }

    Setup setup() {
        return setup;
    }

    /** Chooses the unit of the large picture: a hidden one by its number, or the output, which comes after them. */
    void show(int unit) {
        if (unit < 0 || unit > units) {
            throw new IllegalArgumentException("unit: expected a number from 0 to %d, found %d".formatted(units, unit));
        }
        shown = unit;
    }

    /** What there is to see now. */
    Frame look(long number, boolean running, double stepsPerSecond, @Nullable String error) {
        double[] accuracy = accuracy();
        byte[] dead = dead();
        Curve curve = experiment.curve();
        return new Frame(
                setup,
                number,
                running,
                experiment.training().steps(),
                experiment.training().epoch(),
                stepsPerSecond,
                experiment.trainLoss(),
                experiment.testLoss(),
                accuracy,
                error,
                maps(dead),
                values(network.parameters()),
                gradients(),
                curve.stride(),
                curve.train(),
                curve.test());
    }

    /** Shares of the training and of the test points on the right side of zero, after running all of them forward. */
    private double[] accuracy() {
        int size = experiment.points().size(), rows = experiment.train().size();
        Rows y = pointsPass.forward(size, points);
        if (experiment.settings().data().isRegression()) return new double[] {Double.NaN, Double.NaN};
        int[] right = new int[2];
        for (int r = 0; r < size; r++) {
            if (y.data()[y.index(r, 0)] > 0 == experiment.points().target()[r] > 0) right[r < rows ? 0 : 1]++;
        }
        return new double[] {right[0] / (double) rows, right[1] / (double) (size - rows)};
    }

    /** After {@link #accuracy}: which units gave nothing for any training point. */
    private byte[] dead() {
        byte[] dead = new byte[units];
        int unit = 0;
        for (int layer : dense.subList(0, dense.size() - 1)) {
            Rows y = pointsPass.output(layer);
            for (int j = 0; j < network.layers().get(layer).out(); j++) {
                boolean silent = true;
                for (int r = 0; r < experiment.train().size() && silent; r++) silent = y.data()[y.index(r, j)] == 0;
                dead[unit++] = (byte) (silent ? 1 : 0);
            }
        }
        return dead;
    }

    private HeatMaps maps(byte[] dead) {
        Rows output = gridPass.forward(SIDE * SIDE, grid);
        byte[] picture = new byte[SIDE * SIDE], small = new byte[units * SMALL * SMALL];
        int unit = 0;
        for (int layer : dense.subList(0, dense.size() - 1)) {
            Rows y = gridPass.output(layer);
            for (int j = 0; j < network.layers().get(layer).out(); j++, unit++) {
                copySmall(y, j, small, unit * SMALL * SMALL);
                if (unit == shown) copy(y, j, false, picture);
            }
        }
        if (shown == units) copy(output, 0, experiment.settings().hasLogit(), picture);
        return new HeatMaps(shown, picture, small, dead);
    }

    private static void copySmall(Rows y, int unit, byte[] to, int at) {
        for (int row = 0; row < SMALL; row++) {
            for (int column = 0; column < SMALL; column++) {
                int point = (row * STRIDE + STRIDE / 2) * SIDE + column * STRIDE + STRIDE / 2;
                to[at + row * SMALL + column] = HeatMaps.level(y.data()[y.index(point, unit)]);
            }
        }
    }

    /** A logit z is shown as the difference of both classes' probabilities, tanh(z/2). */
    private static void copy(Rows y, int unit, boolean logit, byte[] to) {
        for (int i = 0; i < to.length; i++) {
            double value = y.data()[y.index(i, unit)];
            to[i] = HeatMaps.level(logit ? Math.tanh(value / 2) : value);
        }
    }

    /** The gradient of the mean loss of all training points. */
    private float[] gradients() {
        int rows = experiment.train().size();
        Rows y = gradientPass.forwardTraining(
                rows, trained, experiment.training().steps());
        experiment.loss().evaluate(network.kernels(), rows, 1, y, target, 1f / rows, dy, workspace);
        gradientPass.backward(rows, dy);
        return values(gradient);
    }

    /** Weights and biases layer by layer, each as files have them: inputs × units, then biases. */
    private float[] values(float[] array) {
        float[] values = new float[network.parameterCount()];
        int at = 0;
        for (int layer : dense) {
            for (int i = 0; i < network.layers().get(layer).parameterCount(); i++) {
                values[at++] = array[network.layers().get(layer).parameterIndex(i)];
            }
        }
        return values;
    }
}
