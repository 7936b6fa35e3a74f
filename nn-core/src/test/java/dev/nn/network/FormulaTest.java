package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.expression.Expression;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operation;
import dev.nn.expression.Operator;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.optimizer.Adam;
import dev.nn.training.History;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A formula among the layers of a network: it is trained through, frozen, saved and exported. */
class FormulaTest {
    /** Layer normalisation, then a gate: Mish of one half times the other half. */
    private static Expression expression() {
        ExpressionBuilder b = new ExpressionBuilder(6);
        int x = b.input();
        int centred = b.apply(Operator.SUB, x, b.reduce(Operation.Kind.MEAN, x));
        int variance = b.reduce(Operation.Kind.MEAN, b.apply(Operator.MUL, centred, centred));
        int norm = b.apply(Operator.SQRT, b.apply(Operator.ADD, variance, b.number(1e-3)));
        int scaled = b.apply(Operator.MUL, b.apply(Operator.DIV, centred, norm), b.constant(1, 2, 0.5f, 1, -1, 1.5f));
        int left = b.columns(scaled, 0, 1, 2), right = b.columns(scaled, 3, 4, 5);
        int mish = b.apply(Operator.MUL, left, b.apply(Operator.TANH, b.apply(Operator.SOFTPLUS, left)));
        return b.build(b.apply(Operator.MUL, mish, right));
    }

    private static Network network() {
        return Network.input(4)
                .dense(6, Activation.TANH)
                .formula(expression())
                .dense(2)
                .build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    private static float[] normal(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    @Test
    void saysWhatItIsAndFitsItsNeighbours() {
        assertThat(network()).hasToString("dense 4→6 tanh, formula 6→3 18 operations, dense 3→2 identity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(4).formula(expression()).build(new ScalarDenseKernels()))
                .withMessageContainingAll("6", "4");
    }

    @Test
    void gradientsPassThroughIt() {
        assertThat(GradientChecker.withDefaults()
                        .check(network(), new MeanSquaredError(), normal(20, 2), normal(10, 3))
                        .maxRelativeError())
                .isLessThan(1e-2);
    }

    @Test
    void isTrainedThrough() {
        float[] x = normal(4 * 200, 4), y = new float[400];
        for (int r = 0; r < 200; r++) {
            y[2 * r] = x[4 * r] * x[4 * r + 1];
            y[2 * r + 1] = Math.abs(x[4 * r + 2]);
        }
        History history = Trainer.of(network(), new MeanSquaredError(), Adam.withLearningRate(0.01))
                .batchSize(20)
                .epochs(60)
                .fit(FloatDataset.of(4, x, 2, y));
        assertThat(history.last().trainLoss())
                .isLessThan(history.epochs().getFirst().trainLoss() / 2);
    }

    @Test
    void isFrozenSavedAndExported(@TempDir Path folder) throws IOException {
        Network network = network();
        float[] x = normal(4 * 7, 5), y = network.predict(x);
        assertThat(network.freeze().predict(x)).isEqualTo(y);
        assertThat(Model.quickStart(network, Precision.F32).predict(x)).isEqualTo(y);
        Path saved = folder.resolve("n.safetensors");
        Safetensors.write(saved, network);
        Network same = Safetensors.readNetwork(saved);
        assertThat(same).hasToString(network.toString());
        assertThat(same.predict(x)).isEqualTo(y);
        Path exported = folder.resolve("n.onnx");
        Onnx.write(exported, network);
        float[] again = Onnx.readNetwork(exported).predict(x);
        for (int i = 0; i < y.length; i++) assertThat(again[i]).isCloseTo(y[i], within(1e-6f));
    }

    @Test
    void allocatesNothing() {
        Network network = network();
        Model model = network.freeze();
        ModelWorkspace workspace = model.newWorkspace(8);
        float[] x = normal(32, 6), y = new float[16], gradient = new float[network.parameters().length];
        assertThat(AllocationProbe.bytesPerCall(() -> model.predict(x, y, workspace)))
                .isZero();
        Pass pass = network.newTrainingPass(8, Team.single(), gradient);
        Rows rows = Rows.of(x, 4), dy = Rows.allocate(8, 2);
        assertThat(AllocationProbe.bytesPerCall(() -> {
                    pass.forwardTraining(8, rows, 0);
                    pass.backward(8, dy);
                }))
                .isZero();
    }
}
