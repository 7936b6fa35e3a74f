package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.OptimizerState;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of networks: layers taken out, layers that stay as they are in a training. A subclass names the kernels. */
public abstract class PartsContract {
    private static final String ALL = "dev.nn.network.ImageNetworks#all";
    private static final int ROWS = 5;

    /** The kernels that compute. */
    protected abstract DenseKernels kernels();

    /** A network whose batch normalisation remembers something. */
    private Network seasoned(NetworkBuilder builder) {
        Network network = builder.build(Initializer.glorot(), 5, kernels());
        Pass pass = network.newTrainingPass(ROWS, Team.single(), new float[network.parameters().length]);
        for (int i = 0; i < 3; i++) pass.forwardTraining(ROWS, rows(network, i), i);
        return network;
    }

    private static Rows rows(Network network, long seed) {
        return Rows.of(ImageNetworks.values(ROWS * network.in(), seed), network.in());
    }

    private static BitSet only(int layer) {
        BitSet set = new BitSet();
        set.set(layer);
        return set;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void layersUpToOneAndThoseBehindItAreTheNetwork(String name, NetworkBuilder builder) {
        Network network = seasoned(builder);
        float[] x = ImageNetworks.values(ROWS * network.in(), 7), y = network.predict(x);
        int layers = network.layers().size();
        for (int cut = 1; cut < layers; cut++) {
            Network first = network.slice(0, cut), rest = network.slice(cut, layers);
            assertThat(first.predict(x))
                    .as("%s, up to %d", name, cut)
                    .isEqualTo(network.outputs(x).get(cut - 1));
            assertThat(rest.predict(first.predict(x))).as("%s at %d", name, cut).isEqualTo(y);
            Network both = first.toBuilder().append(rest).build(Initializer.he(), 9, kernels());
            assertThat(both.predict(x)).as("%s put together", name).isEqualTo(y);
        }
        assertThat(network.slice(0, layers).parameters()).isEqualTo(network.parameters());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void takenLayersHaveTheirParametersOnOtherKernelsToo(String name, NetworkBuilder builder) {
        Network network = seasoned(builder);
        Network scalar = network.toBuilder().build(new ScalarDenseKernels());
        Network back = scalar.toBuilder().build(Initializer.he(), 1, kernels());
        assertThat(back.parameters()).isEqualTo(network.parameters());
        assertThat(back).hasToString(network.toString());
        for (int l = 0; l < network.layers().size(); l++) {
            assertThat(scalar.layerParameters(l)).isEqualTo(network.layerParameters(l));
        }
        // Copies: what happens to one doesn't happen to the other.
        Arrays.fill(back.parameters(), 0);
        assertThat(network.parameters()).isNotEqualTo(back.parameters());
    }

    @Test
    void layersOfOnesOwnComeBehindThoseThatAreTaken() {
        Network network = seasoned(Network.image(6, 5, 2).convolution(3, 3).dense(4));
        Network other = network.slice(0, 1).toBuilder().dense(7).build(Initializer.he(), 3, kernels());
        assertThat(other.layers().stream().map(Layer::describe))
                .containsExactly(
                        network.layers().get(0).describe(),
                        network.layers().get(1).describe(),
                        "dense 36→7 identity");
        assertThat(other.layerParameters(0)).isEqualTo(network.layerParameters(0));
        // The seed's numbers are those of the layers that need some.
        Network alone = Network.input(36).dense(7).build(Initializer.he(), 3, kernels());
        assertThat(other.layerParameters(2)).isEqualTo(alone.layerParameters(0));
        Network activated = network.toBuilder().activation(Activation.TANH).build(kernels());
        assertThat(activated.predict(new float[60])[0])
                .isCloseTo((float) Math.tanh(network.predict(new float[60])[0]), within(1e-6f));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Network network = seasoned(Network.input(3).dense(4).dense(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(5).append(network).build(kernels()))
                .withMessageContainingAll("layer 1", "dense 3→4", "3 inputs", "5 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.slice(1, 1))
                .withMessageContaining("no layer");
        assertThatThrownBy(() -> network.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> network.parameterStart(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void theRestOfANetworkHasTheSameGradientWhenALayerStays(String name, NetworkBuilder builder) {
        Network network = seasoned(builder);
        float[] free = new float[network.parameters().length];
        gradient(network, free, new BitSet());
        float[] before = network.parameters().clone();
        for (int stays = 0; stays < network.layers().size(); stays++) {
            if (network.layers().get(stays).parameterCount() == 0) continue;
            Network fixed = network.toBuilder().build(kernels());
            System.arraycopy(before, 0, fixed.parameters(), 0, before.length);
            float[] gradient = free.clone();
            int from = network.parameterStart(stays), to = network.parameterStart(stays + 1);
            Arrays.fill(gradient, from, to, Float.NaN);
            gradient(fixed, gradient, only(stays));
            float[] expected = free.clone();
            Arrays.fill(expected, from, to, Float.NaN);
            // Batch normalisation that stays is another function.
            if (network.layers().get(stays).describe().contains("batch norm")) continue;
            assertThat(gradient).as("%s, layer %d stays", name, stays).isEqualTo(expected);
        }
    }

    private static void gradient(Network network, float[] gradient, BitSet fixed) {
        float[] remembered = network.parameters().clone();
        Pass pass = network.newTrainingPass(ROWS, Team.single(), gradient, fixed);
        pass.forwardTraining(ROWS, rows(network, 3), 11);
        pass.backward(ROWS, Rows.of(ImageNetworks.values(ROWS * network.out(), 4), network.out()));
        System.arraycopy(remembered, 0, network.parameters(), 0, remembered.length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void aStepLeavesALayerThatStaysWithAllThatItRemembers(String name, NetworkBuilder builder) {
        Network network = seasoned(builder);
        for (int stays = 0; stays < network.layers().size(); stays++) {
            float[] before = network.parameters().clone();
            float[] values = network.slice(stays, stays + 1).parameters();
            Pass pass = network.newTrainingPass(ROWS, Team.single(), new float[before.length], only(stays));
            OptimizerState state = new OptimizerState(AdamW.withLearningRate(0.1), before.length);
            state.begin(0.1);
            pass.forwardTraining(ROWS, rows(network, 5), 1);
            pass.backwardUpdate(ROWS, Rows.of(ImageNetworks.values(ROWS * network.out(), 6), network.out()), state);
            assertThat(network.slice(stays, stays + 1).parameters())
                    .as("%s, layer %d", name, stays)
                    .isEqualTo(values);
            boolean alone = network.layers().stream()
                            .filter(layer -> layer.parameterCount() > 0)
                            .count()
                    == (network.layers().get(stays).parameterCount() > 0 ? 1 : 0);
            if (alone) assertThat(network.parameters()).isEqualTo(before);
            else assertThat(network.parameters()).isNotEqualTo(before);
        }
    }

    /** Fixed batch normalisation is a scaling: its slope is what a difference of its outputs says. */
    @Test
    void gradientsPassThroughBatchNormalisationThatStays() {
        Network network = seasoned(Network.input(3).dense(4).batchNorm().dense(2));
        float[] gradient = new float[network.parameters().length];
        gradient(network, gradient, only(1));
        double[] values = new double[gradient.length];
        for (int i = 0; i < values.length; i++) values[i] = network.parameters()[i];
        for (int i = 0; i < 16; i++) {
            int at = network.layers().getFirst().parameterIndex(i);
            double value = values[at];
            values[at] = value + 1e-6;
            double above = sum(network, values);
            values[at] = value - 1e-6;
            double slope = (above - sum(network, values)) / 2e-6;
            values[at] = value;
            assertThat((double) gradient[at]).isCloseTo(slope, within(1e-4));
        }
    }

    /** Outputs of the rows of {@link #gradient} times the gradient there. */
    private static double sum(Network network, double[] values) {
        Rows x = rows(network, 3);
        float[] dy = ImageNetworks.values(ROWS * network.out(), 4);
        double sum = 0;
        for (int r = 0; r < ROWS; r++) {
            double[] row = new double[network.in()];
            for (int j = 0; j < row.length; j++) row[j] = x.data()[x.index(r, j)];
            double[] y = network.apply(row, values);
            for (int j = 0; j < y.length; j++) sum += y[j] * dy[r * y.length + j];
        }
        return sum;
    }

    @Test
    void eachLayerMayHaveAnOptimiserOfItsOwn() {
        Network network = seasoned(Network.input(3).dense(20, Activation.TANH).dense(2));
        Network one = network.toBuilder().build(kernels()),
                other = network.toBuilder().build(kernels());
        step(one, 0.1, 0.1);
        step(other, 0.02, 0.02);
        step(network, 0.1, 0.02);
        assertThat(network.layerParameters(0)).isEqualTo(one.layerParameters(0)).isNotEqualTo(other.layerParameters(0));
        assertThat(network.layerParameters(1))
                .isEqualTo(other.layerParameters(1))
                .isNotEqualTo(one.layerParameters(1));
        Pass pass = network.newTrainingPass(1, Team.single(), new float[network.parameters().length]);
        pass.forwardTraining(1, rows(network, 1), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.backwardUpdate(1, Rows.allocate(1, 2), new OptimizerState[1]))
                .withMessageContainingAll("2 layers", "1");
    }

    private static void step(Network network, double first, double second) {
        OptimizerState[] states = new OptimizerState[2];
        for (int l = 0; l < 2; l++) {
            states[l] = new OptimizerState(AdamW.withLearningRate(1), network.parameters().length);
            states[l].begin(l == 0 ? first : second);
        }
        Pass pass = network.newTrainingPass(ROWS, Team.single(), new float[network.parameters().length]);
        pass.forwardTraining(ROWS, rows(network, 5), 1);
        pass.backwardUpdate(ROWS, Rows.of(ImageNetworks.values(ROWS * 2, 6), 2), states);
    }
}
