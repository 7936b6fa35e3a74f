package dev.nn.examples.mnist;

import dev.nn.data.Dataset;
import dev.nn.data.ImageDataset;
import dev.nn.kernel.DenseKernels;
import dev.nn.metric.Accuracy;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.training.History;
import dev.nn.training.TrainingListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The training of one network on digits, from random weights to its predictions on the test images.
 *
 * <p>After each epoch the images that are held back are measured. Without any, the test images are, for the report only:
 * nothing is chosen or stopped by them.
 *
 * @param recipe what to train and how
 * @param train images to learn from
 * @param validation images to stop by; null for none
 * @param test images, never learnt from
 * @param network to be trained
 */
record Experiment(
        Recipe recipe, ImageDataset train, @Nullable ImageDataset validation, ImageDataset test, Network network) {
    /**
     * The experiment before its first step.
     *
     * @throws IllegalArgumentException if there can't be such a network
     */
    static Experiment prepare(Recipe recipe, Digits data, DenseKernels kernels) {
        int rows = data.train().rows(), columns = data.train().columns();
        Network network = recipe.network(rows, columns, Digits.CLASSES, kernels);
        if (recipe.validation() == null) return new Experiment(recipe, data.train(), null, data.test(), network);
        HeldOut parts = HeldOut.of(data.train(), recipe.validation().share(), recipe.seed());
        return new Experiment(recipe, parts.train(), parts.validation(), data.test(), network);
    }

    /**
     * Trains and tests.
     *
     * @param checkpoints whether the training is saved and resumed
     */
    Outcome run(TrainingListener progress, CheckpointOptions checkpoints) throws IOException {
        Dataset learnt = recipe.trainingData(train);
        long steps = recipe.steps(learnt.size());
        StepLosses losses = new StepLosses();
        long warmUp = recipe.epochs() == 1 ? steps / 2 : steps / recipe.epochs();
        FirstStep first = new FirstStep();
        AllocationMeter meter = new AllocationMeter(warmUp, List.of(first, losses, progress));
        try (ExecutorService workers = Executors.newCachedThreadPool(Experiment::daemon);
                Team team = Team.of(workers, recipe.threads())) {
            History history = checkpoints
                    .prepare(recipe.trainer(network))
                    .metric(new Accuracy())
                    .team(team)
                    .listener(meter)
                    .fit(learnt, measured());
            if (history.interrupted()) throw new CancellationException("training was interrupted");
            Predictions predictions = Predictions.of(network, test);
            return new Outcome(history, losses, first.seconds(), meter.allocation(), predictions);
        }
    }

    /** Images of an epoch, changed copies among them. */
    int trainingImages() {
        return recipe.trainingData(train).size();
    }

    /** What is measured after each epoch. */
    private ImageDataset measured() {
        return validation == null ? test : validation;
    }

    /** What that is called. */
    String measuredName() {
        return validation == null ? "test" : "validation";
    }

    private static Thread daemon(Runnable work) {
        return Thread.ofPlatform().daemon().name("nn-worker").unstarted(work);
    }

    /**
     * What came of it.
     *
     * @param history epoch by epoch
     * @param losses step by step
     * @param secondsToFirstStep since the start of the JVM
     * @param allocation of the training thread once warm
     * @param predictions of the trained network on the test images
     */
    record Outcome(
            History history,
            StepLosses losses,
            double secondsToFirstStep,
            AllocationMeter.Allocation allocation,
            Predictions predictions) {}
}
