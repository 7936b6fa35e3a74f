package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.gradient.GradientChecker;
import dev.nn.gradient.InputGradient;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.OptimizerState;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers whose function is somebody's own. */
class OwnLayerTest {
    private static final int ROWS = 9;

    private static final RowFunction CUBE = RowFunction.elementwise("cube", z -> z * z * z, z -> 3 * z * z);

    /** Products of neighbours, each with a weight: half as many values come out. */
    private static final class Pairs implements RowFunction {
        @Override
        public String name() {
            return "pairs";
        }

        @Override
        public int out(int in) {
            if (in % 2 == 1) throw new IllegalArgumentException("pairs need an even number of values, got " + in);
            return in / 2;
        }

        @Override
        public int parameters(int in) {
            return in / 2;
        }

        @Override
        public void initialize(double[] parameters, RandomGenerator random) {
            for (int i = 0; i < parameters.length; i++) parameters[i] = 0.5 + random.nextDouble();
        }

        @Override
        public void apply(double[] x, double[] parameters, double[] y) {
            for (int j = 0; j < y.length; j++) y[j] = parameters[j] * x[2 * j] * x[2 * j + 1];
        }

        @Override
        public void gradient(double[] x, double[] parameters, double[] dy, double[] dx, double[] dParameters) {
            for (int j = 0; j < dy.length; j++) {
                dx[2 * j] += dy[j] * parameters[j] * x[2 * j + 1];
                dx[2 * j + 1] += dy[j] * parameters[j] * x[2 * j];
                dParameters[j] += dy[j] * x[2 * j] * x[2 * j + 1];
            }
        }
    }

    @TempDir
    private Path folder = Path.of("");

    private static NetworkBuilder layers() {
        return Network.input(5)
                .dense(6, Activation.TANH)
                .layer(CUBE)
                .layer(new Pairs())
                .add(b -> b.dense(4).layer(new Pairs()).dense(3))
                .dense(2);
    }

    private final Network network = layers().build(Initializer.glorot(), 4, new ScalarDenseKernels());
    private final float[] x = ImageNetworks.values(ROWS * 5, 1);
    private final float[] y = ImageNetworks.values(ROWS * 2, 2);

    private Dataset data() {
        return FloatDataset.of(5, x, 2, y);
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, new MeanSquaredError(), Adam.withLearningRate(0.01))
                .batchSize(4)
                .epochs(20);
    }

    @Test
    void theGradientIsThatOfTheFunction() {
        assertThat(GradientChecker.withDefaults()
                        .check(network, new MeanSquaredError(), x, y)
                        .maxRelativeError())
                .isLessThan(1e-3);
        RowFunction wrong = RowFunction.elementwise("wrong", z -> z * z, z -> z);
        Network mistaken = Network.input(5).dense(4).layer(wrong).dense(2).build(Initializer.he(), 1);
        assertThat(GradientChecker.withDefaults()
                        .check(mistaken, new MeanSquaredError(), x, y)
                        .maxRelativeError())
                .isGreaterThan(0.1);
        Network alone = Network.input(2).layer(CUBE).build(Initializer.he(), 1);
        assertThat(InputGradient.of(alone, new float[] {2, -3}, new float[] {1, 0.5f}))
                .containsExactly(12, 13.5f);
    }

    @Test
    void aModelHasTheNetworksBitsInAnyBatchAndOnAnyThread() {
        float[] expected = network.predict(x);
        Model model = network.freeze();
        assertThat(model.predict(x)).isEqualTo(expected);
        for (int r = 0; r < ROWS; r++) {
            assertThat(model.predict(Arrays.copyOfRange(x, r * 5, (r + 1) * 5)))
                    .isEqualTo(Arrays.copyOfRange(expected, r * 2, (r + 1) * 2));
        }
        float[] many = ImageNetworks.values(20_000 * 5, 3), shared = new float[20_000 * 2];
        try (ExecutorService executor = Executors.newFixedThreadPool(2);
                Team team = Team.of(executor, 3)) {
            model.predict(many, shared, model.newWorkspace(20_000, team));
        }
        assertThat(shared).isEqualTo(network.predict(many));
        assertThat(Model.quickStart(network, Precision.F32).predict(x)).containsExactly(expected, within(1e-5f));
        // Later training doesn't reach the model.
        trainer(network).fit(data());
        assertThat(model.predict(x)).isEqualTo(expected);
    }

    @Test
    void itIsTrainedAndStaysWhereItIsFrozen() {
        Network other = network.slice(0, 5);
        float[] pairs = other.layerParameters(2);
        trainer(network).fit(data());
        assertThat(network.layerParameters(2)).isNotEqualTo(pairs);
        double before =
                trainer(other).frozen(2, 3).fit(data()).epochs().getFirst().trainLoss();
        assertThat(other.layerParameters(2)).isEqualTo(pairs);
        assertThat(trainer(other).fit(data()).last().trainLoss()).isLessThan(before);
        assertThat(other.toBuilder()
                        .build(Initializer.he(), 1, new ScalarDenseKernels())
                        .parameters())
                .isEqualTo(other.parameters());
    }

    @Test
    void stepsAndPredictionsAllocateNothing() {
        float[] gradient = new float[network.parameters().length];
        OptimizerState optimizer = new OptimizerState(Adam.withDefaults(), gradient.length);
        Pass pass = network.newTrainingPass(ROWS, Team.single(), gradient);
        Rows rows = Rows.of(x, 5), dy = Rows.allocate(ROWS, 2);
        assertThat(AllocationProbe.bytesPerCall(() -> {
                    pass.forwardTraining(ROWS, rows, 3);
                    Arrays.fill(dy.data(), 0.01f);
                    optimizer.begin(1e-4);
                    pass.backwardUpdate(ROWS, dy, optimizer);
                }))
                .isZero();
        Model model = network.freeze();
        ModelWorkspace workspace = model.newWorkspace(ROWS);
        assertThat(AllocationProbe.bytesPerCall(() -> model.predict(ROWS, rows, dy, workspace)))
                .isZero();
    }

    @Test
    void filesHoldNameAndParametersAndNeedTheLayersToBeRead() throws IOException {
        Path file = folder.resolve("own.safetensors");
        Safetensors.write(file, network);
        Network read = Safetensors.readNetwork(file, layers(), new ScalarDenseKernels());
        assertThat(read.parameters()).isEqualTo(network.parameters());
        assertThat(Safetensors.readModel(file, layers()).predict(x)).containsExactly(network.predict(x), within(1e-5f));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(file))
                .withMessageContainingAll(
                        "a layer 'cube' of somebody's own", "Safetensors.readNetwork(path, Network.input(…)");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Safetensors.readNetwork(
                        file,
                        Network.input(5)
                                .dense(6, Activation.TANH)
                                .layer(new Pairs())
                                .dense(2)))
                .withMessageContainingAll("layer 1 is another", "\"cube\"", "found", "\"pairs\"");
        Path foreign = folder.resolve("foreign.safetensors");
        Safetensors.write(foreign, new SafetensorsWriter().add("0.weight", new float[30], 6, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.readNetwork(
                        foreign, Network.input(5).dense(6).layer(new Pairs()).dense(2)))
                .withMessageContainingAll("'pairs 6→3'", "other layers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Onnx.write(folder.resolve("own.onnx"), network))
                .withMessageContaining("no ONNX operator for layer 'cube 6→6'");
    }

    @Test
    void aCheckpointResumesWithTheSameBits() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Network whole = network.slice(0, 5), resumed = network.slice(0, 5);
        trainer(whole).fit(data());
        trainer(network).epochs(7).checkpoint(file).fit(data());
        trainer(resumed).resume(file).fit(data());
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        Network other = Network.input(5).dense(6, Activation.TANH).dense(2).build(Initializer.he(), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(other).resume(file))
                .withMessageContaining("pairs");
    }

    @Test
    void imagesStayImagesWhereTheirNumberOfValuesStays() {
        Network images = Network.image(4, 4, 2)
                .layer(CUBE)
                .maxPool(2)
                .layer(new Pairs())
                .dense(3)
                .build(Initializer.he(), 1, new ScalarDenseKernels());
        assertThat(images.toString()).contains("cube 32→32", "pairs 8→4, flatten 1×1×4→4, dense 4→3");
        float[] image = ImageNetworks.values(32, 8);
        assertThat(images.freeze().predict(image)).isEqualTo(images.predict(image));
        double[] wide = new double[32], parameters = new double[images.parameters().length];
        for (int i = 0; i < 32; i++) wide[i] = image[i];
        for (int i = 0; i < parameters.length; i++) parameters[i] = images.parameters()[i];
        double[] expected = images.apply(wide, parameters);
        for (int j = 0; j < 3; j++) {
            assertThat((double) images.predict(image)[j]).isCloseTo(expected[j], within(1e-3));
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(5).layer(new Pairs()).build(Initializer.he(), 1))
                .withMessageContainingAll("layer 1", "even number", "5");
        RowFunction empty = new RowFunction() {
            @Override
            public String name() {
                return "nothing";
            }

            @Override
            public int out(int in) {
                return 0;
            }

            @Override
            public void apply(double[] x, double[] parameters, double[] y) {}

            @Override
            public void gradient(double[] x, double[] parameters, double[] dy, double[] dx, double[] dParameters) {}
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(5).dense(4).layer(empty).build(Initializer.he(), 1))
                .withMessageContainingAll("layer 2", "nothing", "4 values it makes 0");
        for (String name : List.of("", " ")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.input(5).layer(RowFunction.elementwise(name, z -> z, z -> 1)))
                    .withMessageContaining("needs a name");
        }
        Pass pass = network.newPass(2);
        assertThatIllegalArgumentException().isThrownBy(() -> pass.forward(3, Rows.of(x, 5)));
    }
}
