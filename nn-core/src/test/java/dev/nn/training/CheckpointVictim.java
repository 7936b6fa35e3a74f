package dev.nn.training;

import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that trains and writes a checkpoint after every step, as quickly as it can, until it is killed. */
final class CheckpointVictim {
    private CheckpointVictim() {}

    /** A training that is longer than any test. */
    static Trainer trainer(Network network) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(16)
                .epochs(1_000_000);
    }

    static Network network() {
        return CheckpointContract.network(new ScalarDenseKernels(), 1);
    }

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Trainer trainer = trainer(network()).checkpoint(Checkpoints.to(file).everySteps(1));
        if (Files.exists(file)) trainer.resume(file);
        trainer.listener(new TrainingListener() {
            private int heard;

            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                // A step is heard before its checkpoint is written: by the second there is one of this process.
                if (++heard == 2) System.out.println("training");
            }
        });
        trainer.fit(CheckpointContract.data(50, 1));
    }
}
