package dev.nn.examples.mnist;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Optimizer;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.util.List;

/**
 * What is trained and how: all that decides the result of a training, besides the data.
 *
 * @param hidden widths of the hidden layers
 * @param activation of the hidden layers
 * @param dropout share of hidden values dropped in training, 0 for none
 * @param initializer how weights start, by name
 * @param optimizer with its first learning rate
 * @param schedule how the learning rate goes on, by name
 * @param epochs how often the training images are gone through
 * @param batch images per step
 * @param seed of the start weights, the order of the images and dropout
 * @param threads that share the work; the result does not depend on them
 */
record Recipe(
        List<Integer> hidden,
        Activation activation,
        double dropout,
        String initializer,
        Optimizer optimizer,
        String schedule,
        int epochs,
        int batch,
        long seed,
        int threads) {
    Recipe {
        hidden = List.copyOf(hidden);
        require(!hidden.isEmpty(), "at least one hidden layer is needed");
        for (int width : hidden) require(width > 0, "a hidden layer needs at least 1 unit, not " + width);
        require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), not " + dropout);
        require(epochs > 0, "at least 1 epoch is needed, not " + epochs);
        require(batch > 0, "the batch must be at least 1, not " + batch);
        require(threads > 0, "at least 1 thread is needed, not " + threads);
        Initializer.named(initializer);
        Schedule.named(schedule);
    }

    private static void require(boolean condition, String message) {
        if (!condition) throw new IllegalArgumentException(message);
    }

    /** The untrained network. */
    Network network(int inputs, int classes, DenseKernels kernels) {
        NetworkBuilder builder = Network.input(inputs);
        for (int width : hidden) {
            builder.dense(width, activation);
            if (dropout > 0) builder.dropout(dropout);
        }
        return builder.dense(classes).build(Initializer.named(initializer), seed, kernels);
    }

    /** The training of that network; the caller adds team and listeners. */
    Trainer trainer(Network network) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(batch)
                .epochs(epochs)
                .schedule(Schedule.named(schedule))
                .seed(seed);
    }

    /** Steps of the whole training on that many images. */
    long steps(int images) {
        return (long) epochs * Math.ceilDiv(images, batch);
    }
}
