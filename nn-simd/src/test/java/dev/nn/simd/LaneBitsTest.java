package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.LaneKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Shapes;
import dev.nn.lane.LanePass;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.simd.plain.PlainDenseKernels;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each lane has the outputs and the gradients that its network has alone, whatever is in the other lanes. */
@Tag("once")
class LaneBitsTest {
    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        -1e-30f,
        1e30f,
    };

    private static final List<Integer> SEEDS =
            IntStream.rangeClosed(1, 12).boxed().toList();

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    /** Random widths up to the widest, random batches, random activations; numbers alone, and specials among them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 30, 300})
    void aLaneHasTheBitsOfItsNetworkAlone(int oneInSoManyIsSpecial) {
        List<Activation> activations = Activation.all();
        for (int seed : Shapes.partOf(SEEDS).toList()) {
            Random random = new Random(1000L * seed + oneInSoManyIsSpecial);
            int in = width(random), hidden = width(random), out = width(random), rows = 1 + random.nextInt(40);
            Activation activation = activations.get(random.nextInt(activations.size()));
            for (DenseKernels kernels : List.of(Kernels.named("simd"), new PlainDenseKernels())) {
                Network[] networks = new Network[1 + random.nextInt(LaneKernels.LANES)];
                for (int m = 0; m < networks.length; m++) {
                    networks[m] = Network.input(in)
                            .dense(hidden, activation)
                            .dense(out, activation)
                            .dense(out)
                            .build(Initializer.he(), m, kernels);
                    fill(networks[m].parameters(), networks[m], random, oneInSoManyIsSpecial);
                }
                compare(networks, rows, random, oneInSoManyIsSpecial);
            }
        }
    }

    private static int width(Random random) {
        return 1 + random.nextInt(random.nextBoolean() ? 64 : 18);
    }

    private static void fill(float[] parameters, Network network, Random random, int special) {
        network.layers().forEach(layer -> {
            for (int i = 0; i < layer.parameterCount(); i++) {
                parameters[layer.parameterIndex(i)] = value(random, special);
            }
        });
    }

    private static float value(Random random, int special) {
        if (special > 0 && random.nextInt(special) == 0) return SPECIAL[random.nextInt(SPECIAL.length)];
        return (float) random.nextGaussian();
    }

    private static Rows rows(int rows, int columns, Random random, int special) {
        Rows matrix = Rows.allocate(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) matrix.data()[matrix.index(r, j)] = value(random, special);
        }
        return matrix;
    }

    private static float[] parameters(Network network, float[] array) {
        float[] values = new float[array.length];
        int n = 0;
        for (Layer layer : network.layers()) {
            for (int i = 0; i < layer.parameterCount(); i++) values[n++] = array[layer.parameterIndex(i)];
        }
        return values;
    }

    private static void compare(Network[] networks, int rows, Random random, int special) {
        int count = networks.length, in = networks[0].in(), out = networks[0].out();
        LanePass lanes = new LanePass(networks[0], rows);
        Rows[] x = new Rows[count], dy = new Rows[count];
        for (int m = 0; m < count; m++) {
            x[m] = rows(rows, in, random, special);
            dy[m] = rows(rows, out, random, special);
            lanes.setParameters(m, networks[m].parameters());
            lanes.setInput(m, rows, x[m]);
            lanes.setOutputGradient(m, rows, dy[m]);
        }
        lanes.forward(rows);
        lanes.backward(rows);
        for (int m = 0; m < count; m++) {
            float[] gradient = new float[networks[m].parameters().length], inLane = gradient.clone();
            Pass alone = networks[m].newTrainingPass(rows, Team.single(), gradient, new BitSet());
            float[] expected = alone.forwardTraining(rows, x[m], 0).toArray(rows, out);
            alone.backward(rows, dy[m]);
            Rows y = Rows.allocate(rows, out);
            lanes.getOutput(m, rows, y);
            lanes.getGradient(m, inLane);
            String what = "%s, %d rows, %s"
                    .formatted(networks[m], rows, networks[m].kernels().name());
            assertThat(y.toArray(rows, out)).as("outputs of %s", what).isEqualTo(expected);
            // Padding, which no infinite number reaches in lanes, doesn't count.
            assertThat(parameters(networks[m], inLane))
                    .as("gradient of %s", what)
                    .isEqualTo(parameters(networks[m], gradient));
        }
    }
}
