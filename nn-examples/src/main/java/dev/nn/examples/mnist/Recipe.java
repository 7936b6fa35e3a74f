package dev.nn.examples.mnist;

import dev.nn.activation.Activation;
import dev.nn.data.Augmentation;
import dev.nn.data.AugmentedImages;
import dev.nn.data.Dataset;
import dev.nn.data.ImageDataset;
import dev.nn.examples.mnist.ValidationOptions.Validation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.Loss;
import dev.nn.loss.SmoothedCrossEntropy;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.ImageShape;
import dev.nn.network.Network;
import dev.nn.optimizer.Optimizer;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is trained and how: all that decides the result of a training, besides the data.
 *
 * @param design of the network
 * @param augmentation of the training images; null for none
 * @param copies of each image where they are changed, the image itself among them
 * @param hidden widths of the hidden dense layers
 * @param activation of the hidden layers
 * @param dropout share of hidden values dropped in training, 0 for none
 * @param initializer how weights start, by name
 * @param optimizer with its first learning rate
 * @param labelSmoothing share of a label that is spread over all classes, 0 for none
 * @param schedule how the learning rate goes on, by name
 * @param validation what is held back to stop by; null for nothing
 * @param epochs how often the training images are gone through
 * @param batch images per step
 * @param seed of the start weights, the order of the images and dropout
 * @param threads that share the work; the result does not depend on them
 */
record Recipe(
        Design design,
        @Nullable Augmentation augmentation,
        int copies,
        List<Integer> hidden,
        Activation activation,
        double dropout,
        String initializer,
        Optimizer optimizer,
        double labelSmoothing,
        String schedule,
        @Nullable Validation validation,
        int epochs,
        int batch,
        long seed,
        int threads) {
    Recipe {
        hidden = List.copyOf(hidden);
        require(design != Design.MLP || !hidden.isEmpty(), "at least one hidden layer is needed");
        require(design != Design.RESNET8 || hidden.isEmpty(), "resnet8 has no hidden dense layers: leave out --hidden");
        for (int width : hidden) require(width > 0, "a hidden layer needs at least 1 unit, not " + width);
        require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), not " + dropout);
        require(labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing must be in [0, 1), not " + labelSmoothing);
        require(copies > 0, "at least 1 copy of each image is needed, not " + copies);
        require(epochs > 0, "at least 1 epoch is needed, not " + epochs);
        require(batch > 0, "the batch must be at least 1, not " + batch);
        require(threads > 0, "at least 1 thread is needed, not " + threads);
        Initializer.named(initializer);
        Schedule.named(schedule);
    }

    private static void require(boolean condition, String message) {
        if (!condition) throw new IllegalArgumentException(message);
    }

    /** The untrained network for images of one channel. */
    Network network(int rows, int columns, int classes, DenseKernels kernels) {
        return design.network(new ImageShape(rows, columns, 1), hidden, activation, dropout)
                .dense(classes)
                .build(Initializer.named(initializer), seed, kernels);
    }

    /** What is trained on: the images, or several changed copies of each. */
    Dataset trainingData(ImageDataset images) {
        return augmentation == null ? images : AugmentedImages.of(images, augmentation, copies, seed);
    }

    /** The training of that network; the caller adds team and listeners. */
    Trainer trainer(Network network) {
        Trainer trainer = Trainer.of(network, loss(), optimizer)
                .batchSize(batch)
                .epochs(epochs)
                .schedule(Schedule.named(schedule))
                .seed(seed);
        return validation == null ? trainer : trainer.earlyStopping(validation.rule());
    }

    private Loss loss() {
        return labelSmoothing == 0 ? new SoftmaxCrossEntropy() : new SmoothedCrossEntropy(labelSmoothing);
    }

    /** Steps of the whole training on that many images. */
    long steps(int images) {
        return (long) epochs * Math.ceilDiv(images, batch);
    }
}
