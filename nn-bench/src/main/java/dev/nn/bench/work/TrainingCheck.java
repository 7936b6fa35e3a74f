package dev.nn.bench.work;

import dev.nn.data.Dataset;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Team;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;

/** The check of a training step: the losses of the first steps must be those that the scalar kernels get. */
public final class TrainingCheck {
    /** Those of images are fewer: the scalar kernels take long for them. */
    private static final int STEPS = 5, STEPS_OF_IMAGES = 2;

    private static final double TOLERANCE = 1e-4;

    private TrainingCheck() {}

    /**
     * Trains twice for some steps and compares.
     *
     * @throws WrongResultException if a loss differs by more than a ten-thousandth
     */
    public static void check(DenseKernels kernels, Case chosen, Dataset data) {
        double[] actual = losses(kernels, chosen, data), expected = losses(new ScalarDenseKernels(), chosen, data);
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs(actual[i] - expected[i]) <= TOLERANCE * expected[i]) continue;
            throw new WrongResultException("%s computes %s wrongly: the loss of step %d is %s, expected %s"
                    .formatted(kernels.name(), chosen.name(), i + 1, actual[i], expected[i]));
        }
    }

    private static double[] losses(DenseKernels kernels, Case chosen, Dataset data) {
        int enough = chosen.shape() instanceof LeNetImages ? STEPS_OF_IMAGES : STEPS;
        double[] losses = new double[enough];
        Trainer trainer = TrainingStep.trainer(kernels, chosen, Team.single()).listener(new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                losses[step - 1] = loss;
                if (step == enough) throw new EnoughException();
            }
        });
        try {
            trainer.fit(data);
        } catch (EnoughException done) {
            return losses;
        }
        throw new IllegalStateException("an epoch has fewer than " + enough + " steps");
    }

    private static final class EnoughException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
