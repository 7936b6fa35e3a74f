package dev.nn.bench.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a project that adopts nn has to be sure of: its numbers stay what they were, to float's precision. */
final class AdoptionTest {
    @ParameterizedTest
    @CsvSource({"50,64,32", "1,1,1", "7,3,19", "136,33,8"})
    void rankersAgree(int features, int first, int second) {
        NeuronRanker neurons = new NeuronRanker(3, features, first, second, 1);
        ModelRanker model = ModelRanker.of(neurons);
        Random random = new Random(5);
        int documents = 300;
        float[] query = new float[documents * features], scores = new float[documents];
        for (int i = 0; i < query.length; i++) query[i] = (float) random.nextGaussian();
        model.scores(query, scores);
        for (int d = 0; d < documents; d++) {
            float[] document = Arrays.copyOfRange(query, d * features, (d + 1) * features);
            assertThat(model.score(document)).isCloseTo(neurons.score(document), within(1e-5));
            // The bits don't depend on how many are scored at a time.
            assertThat((float) model.score(document)).isEqualTo(scores[d]);
        }
    }

    @Test
    void rankerServesManyThreads() throws Exception {
        ModelRanker model = ModelRanker.of(new NeuronRanker(3, 50, 64, 32, 1));
        float[] document = new float[50];
        Arrays.fill(document, 0.5f);
        double expected = model.score(document);
        List<Future<Double>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) answers.add(threads.submit(() -> model.score(document)));
        }
        for (Future<Double> answer : answers) assertThat(answer.get()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"128,64,10,100", "1,1,2,1", "5,17,3,33", "40,8,2,7"})
    void objectivesAgree(int in, int hidden, int out, int nodes) {
        MatrixObjective matrices = new MatrixObjective(in, hidden, out);
        Network network =
                Network.input(in).dense(hidden, Activation.RELU).dense(out).build(Initializer.he(), 1);
        NetworkObjective adapter = new NetworkObjective(network, nodes);
        assertThat(adapter.weights()).isEqualTo(matrices.weights());
        Random random = new Random(2);
        double[] weights = new double[matrices.weights()], expected = weights.clone(), gradient = weights.clone();
        for (int i = 0; i < weights.length; i++) weights[i] = (float) (0.2 * random.nextGaussian());
        double[][] features = new double[nodes][in];
        int[] classes = new int[nodes];
        for (int r = 0; r < nodes; r++) {
            for (int j = 0; j < in; j++) features[r][j] = (float) random.nextGaussian();
            classes[r] = random.nextInt(out);
        }
        // Twice: nothing of the first call may be left.
        for (int call = 0; call < 2; call++) {
            double loss = matrices.evaluate(weights, features, classes, expected);
            assertThat(adapter.evaluate(weights, features, classes, gradient)).isCloseTo(loss, within(1e-5));
            assertThat(gradient).usingComparatorWithPrecision(1e-5).containsExactly(expected);
        }
    }
}
