package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training by steps and the L1 penalty must come to on any kernels: a subclass names the kernels. */
public abstract class StepwiseTrainingContract {
    private static final int ROWS = 53;

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    private static Dataset data(int rows) {
        Random random = new Random(3);
        float[] x = new float[rows * 5], label = new float[rows];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat(-1, 1);
        for (int i = 0; i < rows; i++) label[i] = x[5 * i] * x[5 * i + 1] > 0 ? 1 : 0;
        return FloatDataset.of(5, x, 1, label);
    }

    /** Odd widths, and dropout, whose noise depends on the number of the step. */
    private Network network() {
        return Network.input(5)
                .dense(19, Activation.TANH)
                .dropout(0.2)
                .dense(3, Activation.GELU)
                .dense(2)
                .build(Initializer.glorot(), 8, kernels());
    }

    private static Trainer trainer(Network network, Optimizer optimizer) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(10)
                .epochs(7)
                .schedule(Schedule.cosine(0.1))
                .seed(5);
    }

    static List<Optimizer> optimizers() {
        return Optimizer.all();
    }

    /** Listeners hear the same, and the parameters have the same bits, after every epoch. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void theStepsHaveTheBitsOfFit(Optimizer optimizer) {
        Network fitted = network(), stepped = network();
        List<float[]> afterEpoch = new ArrayList<>();
        List<String> heard = new ArrayList<>(), heardHere = new ArrayList<>();
        trainer(fitted, optimizer)
                .l1(1e-3)
                .listener(new Recorder(heard, fitted, afterEpoch))
                .fit(data(ROWS));
        List<float[]> stepwise = new ArrayList<>();
        try (Training training = trainer(stepped, optimizer)
                .l1(1e-3)
                .listener(new Recorder(heardHere, stepped, stepwise))
                .start(data(ROWS))) {
            assertThat(training.stepsPerEpoch()).isEqualTo(6);
            assertThat(training.rows()).isEqualTo(ROWS);
            for (int step = 1; step <= 42; step++) {
                assertThat(training.step()).isFinite();
                assertThat(training.steps()).isEqualTo(step);
                assertThat(training.epoch()).isEqualTo((step + 5) / 6);
            }
        }
        assertThat(heardHere).isEqualTo(heard).hasSize(42 + 7);
        for (int epoch = 0; epoch < 7; epoch++) {
            assertThat(stepwise.get(epoch)).isEqualTo(afterEpoch.get(epoch));
        }
    }

    private record Recorder(List<String> heard, Network network, List<float[]> parameters) implements TrainingListener {
        @Override
        public void onStep(int epoch, int step, int steps, int rows, double loss) {
            heard.add("%d: %d/%d, %d rows, %s".formatted(epoch, step, steps, rows, loss));
        }

        @Override
        public void onEpoch(Epoch epoch) {
            heard.add("%d: %s at %s".formatted(epoch.number(), epoch.trainLoss(), epoch.learningRate()));
            parameters.add(network.parameters().clone());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-3})
    void aStepAllocatesNothingEvenIfItBeginsAnEpoch(double l1) {
        boolean calm = false;
        for (int attempt = 0; attempt < 40 && !calm; attempt++) {
            Trainer trainer = trainer(network(), Optimizer.named("adam")).l1(l1);
            try (Training training = trainer.start(data(ROWS))) {
                for (int i = 0; i < 300; i++) training.step();
                long before = AllocationProbe.allocatedBytes();
                for (int i = 0; i < 300; i++) training.step();
                calm = AllocationProbe.allocatedBytes() == before;
            }
        }
        assertThat(calm).isTrue();
    }

    /** The proximal step of λ|w|, by its definition, after a step without the penalty. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void thePenaltyTakesTheSameOffEveryWeightAndNothingOffBiases(Optimizer optimizer) {
        Network plain = network(), sparse = network();
        double lambda = 30;
        try (Training one =
                        trainer(plain, optimizer).schedule(Schedule.constant()).start(data(10));
                Training other = trainer(sparse, optimizer)
                        .schedule(Schedule.constant())
                        .l1(lambda)
                        .start(data(10))) {
            one.step();
            other.step();
        }
        float by = (float) (lambda * optimizer.learningRate());
        int zeros = 0, others = 0;
        for (int l : new int[] {0, 2, 3}) {
            float[] w = plain.layerParameters(l), shrunk = sparse.layerParameters(l);
            int weights = plain.layers().get(l).in() * plain.layers().get(l).out();
            for (int i = 0; i < w.length; i++) {
                float expected = i >= weights ? w[i] : Math.abs(w[i]) <= by ? 0 : w[i] - Math.copySign(by, w[i]);
                assertThat(shrunk[i]).isEqualTo(expected);
                if (i < weights && expected == 0) zeros++;
                else others++;
            }
        }
        assertThat(zeros).isPositive();
        assertThat(others).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        Network alone = network(), shared = network();
        trainer(alone, Optimizer.named("rmsprop")).l1(0.01).fit(data(ROWS));
        try (ExecutorService executor = Executors.newCachedThreadPool();
                Team team = Team.of(executor, threads)) {
            trainer(shared, Optimizer.named("rmsprop")).l1(0.01).team(team).fit(data(ROWS));
        }
        assertThat(shared.parameters()).isEqualTo(alone.parameters());
    }

    /** Kernels rely on padding being zero, which shrinking must not change. */
    @Test
    void paddingStaysZero() {
        Network network = network();
        trainer(network, Optimizer.named("sgd")).l1(0.1).fit(data(ROWS));
        boolean[] known = new boolean[network.parameters().length];
        network.layers().forEach(layer -> {
            for (int i = 0; i < layer.parameterCount(); i++) known[layer.parameterIndex(i)] = true;
        });
        for (int i = 0; i < known.length; i++)
            if (!known[i]) assertThat(network.parameters()[i]).isZero();
    }
}
