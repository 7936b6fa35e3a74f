package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.lesson.desk.DigitRace.Way;
import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** The measurements behind the answers to the lectures' folklore questions. */
record Folklore(DigitRace race, long seed) {
    /** The best result of one way of training at several learning rates. */
    Result best(int layers, Activation activation, Loss loss, DoubleFunction<Optimizer> optimizer, double... rates) {
        return DigitRace.best(all(layers, activation, loss, optimizer, rates));
    }

    /** The results at each learning rate. */
    List<Result> all(
            int layers, Activation activation, Loss loss, DoubleFunction<Optimizer> optimizer, double... rates) {
        return Arrays.stream(rates)
                .mapToObj(rate -> race.run(new Way(layers, activation, loss, optimizer.apply(rate)), seed))
                .toList();
    }

    /** Activations in one and in four hidden layers, each with Adam and the best of three rates. */
    Map<Activation, Result> activations(int layers) {
        Map<Activation, Result> results = new LinkedHashMap<>();
        for (Activation activation :
                List.of(Activation.SIGMOID, Activation.SOFTPLUS, Activation.RELU, Activation.LEAKY_RELU)) {
            results.put(
                    activation,
                    best(layers, activation, new SoftmaxCrossEntropy(), Adam::withLearningRate, 0.001, 0.003, 0.01));
        }
        return results;
    }
}
