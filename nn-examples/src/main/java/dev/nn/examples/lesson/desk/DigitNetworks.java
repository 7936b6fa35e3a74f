package dev.nn.examples.lesson.desk;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.examples.mnist.Digits;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;

/** The networks that read digits in several lessons: ReLU layers, cross-entropy, Adam with a falling rate. */
public final class DigitNetworks {
    private DigitNetworks() {}

    /** An untrained one. */
    public static Network start(long seed, int... hidden) {
        // @start region="network"
        NetworkBuilder builder = Network.input(784);
        for (int width : hidden) builder.dense(width, Activation.RELU);
        return builder.dense(Digits.CLASSES).build(Initializer.he(), seed);
        // @end
    }

    /** Its training. */
    public static Trainer trainer(Network network, int epochs, long seed) {
        // @start region="trainer"
        return Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.002))
                .batchSize(64)
                .epochs(epochs)
                .schedule(Schedule.cosine(0))
                .seed(seed);
        // @end
    }

    /** A trained one. */
    public static Network train(Dataset data, int epochs, long seed, int... hidden) {
        return train(data, epochs, seed, Team.single(), hidden);
    }

    /** A trained one; the team shares the work, and doesn't change the result. */
    public static Network train(Dataset data, int epochs, long seed, Team team, int... hidden) {
        Network network = start(seed, hidden);
        trainer(network, epochs, seed).team(team).fit(data);
        return network;
    }
}
