package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.training.Checkpoints;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that is interrupted at one vector width and resumed at another ends as one that wasn't interrupted: the layout
 * of weights depends on the width, checkpoints don't.
 */
@Tag("width")
class CheckpointAcrossWidthsTest {
    /** The width that all hardware has. */
    private static final int WRITTEN_BITS = 128;

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    /** The other process: trains into its second epoch, with a checkpoint after every step, and ends abruptly. */
    static final class Interrupted {
        private Interrupted() {}

        public static void main(String[] args) {
            if (Width.bits() != WRITTEN_BITS) throw new IllegalStateException(Width.complaint());
            trainer(network(1))
                    .checkpoint(Checkpoints.to(Path.of(args[0])).everySteps(1))
                    .listener(new TrainingListener() {
                        @Override
                        public void onStep(int epoch, int step, int steps, int rows, double loss) {
                            if (epoch == 2 && step == 2) Runtime.getRuntime().halt(0);
                        }
                    })
                    .fit(rows());
        }
    }

    private static Network network(long seed) {
        return Network.input(131)
                .dense(75, Activation.TANH)
                .dense(33, Activation.GELU)
                .dense(10)
                .build(Initializer.glorot(), seed, Kernels.named("simd"));
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(37)
                .epochs(3);
    }

    private static Dataset rows() {
        Random random = new Random(11);
        float[] x = new float[100 * 131], label = new float[100];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat() - 0.5f;
        for (int r = 0; r < label.length; r++) label[r] = r % 10;
        return FloatDataset.of(131, x, 1, label);
    }

    @Test
    void aCheckpointOfAnotherWidthIsResumed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("checkpoint.safetensors");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-D%s=%d".formatted(VectorWidth.BITS_PROPERTY, WRITTEN_BITS),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Interrupted.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(other.waitFor()).as("output: %s", folder.resolve("output")).isZero();
        Network resumed = network(2), whole = network(1);
        trainer(resumed).resume(file).fit(rows());
        trainer(whole).fit(rows());
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    }
}
