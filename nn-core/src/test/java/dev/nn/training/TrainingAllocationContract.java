package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.WeightedDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.EveryActivation;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training step allocates nothing once it has warmed up: a subclass names the kernels.
 *
 * <p>Counted is an epoch without its first step, which includes what an epoch itself needs (the new order, the record).
 */
public abstract class TrainingAllocationContract {
    private static final int FEATURES = 20;
    private static final int BATCH = 24;
    private static final int STEPS = 150;

    /** Epochs until compiled code must be in place. */
    private static final int EPOCHS = 60;

    @TempDir
    private Path folder = Path.of("");

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    /** Adds up what the steps of an epoch allocate, and ends the training after an epoch that allocates nothing. */
    private static final class Meter implements TrainingListener {
        private final boolean canary;
        private long before;
        private long sum;
        private boolean calm;

        /** Made by the canary, and kept so that it is not optimised away. */
        private float[] garbage = {};

        Meter(boolean canary) {
            this.canary = canary;
        }

        @Override
        public void onStep(int epoch, int step, int steps, int rows, double loss) {
            long now = AllocationProbe.allocatedBytes();
            sum = step == 1 ? 0 : sum + now - before;
            if (step == steps && sum == 0) calm = true;
            if (canary && step == 2) garbage = new float[garbage.length % 2 + 1];
            before = now;
        }
    }

    /** Whether, in this many epochs, there is one whose steps allocate nothing. */
    private boolean calmsDown(Activation activation, int epochs, boolean canary) {
        return calmsDown(activation, epochs, canary, false);
    }

    private boolean calmsDown(Activation activation, int epochs, boolean canary, boolean partsAndWeights) {
        // Never due within an epoch; what is written between epochs doesn't count.
        Checkpoints checkpoints = Checkpoints.to(folder.resolve("checkpoint.safetensors"))
                .everySteps(Long.MAX_VALUE)
                .every(Duration.ofDays(1));
        Random random = new Random(1);
        float[] x = new float[STEPS * BATCH * FEATURES], label = new float[STEPS * BATCH];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat();
        for (int i = 0; i < label.length; i++) label[i] = random.nextInt(10);
        FloatDataset rows = FloatDataset.of(FEATURES, x, 1, label);
        Dataset data = partsAndWeights ? WeightedDataset.balanced(rows, 10) : rows;
        Network network = Network.input(FEATURES)
                .dense(33, activation)
                .dropout(0.1)
                .dense(18, activation)
                .dense(10)
                .build(Initializer.he(), 1, kernels());
        Meter meter = new Meter(canary);
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(BATCH)
                .epochs(2)
                .clipNorm(1)
                .schedule(Schedule.cosine(0))
                .checkpoint(checkpoints)
                .listener(meter);
        if (partsAndWeights) trainer.microBatch(BATCH / 3 + 1);
        for (int epoch = 0; epoch < epochs && !meter.calm; epoch += 2) trainer.fit(data);
        return meter.calm;
    }

    @EveryActivation
    void aTrainingStepAllocatesNothing(Activation activation) {
        assertThat(calmsDown(activation, EPOCHS, false)).isTrue();
    }

    @Test
    void neitherDoesOneInPartsWithWeights() {
        assertThat(calmsDown(Activation.TANH, EPOCHS, false, true)).isTrue();
    }

    /** A check that can't fail proves nothing. */
    @Test
    void anAllocationWouldBeFound() {
        assertThat(calmsDown(Activation.RELU, EPOCHS / 4, true)).isFalse();
    }
}
