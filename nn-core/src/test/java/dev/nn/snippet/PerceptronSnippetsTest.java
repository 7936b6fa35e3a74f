package dev.nn.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.perceptron.Perceptron;
import dev.nn.perceptron.PerceptronTraining;
import org.junit.jupiter.api.Test;

class PerceptronSnippetsTest {
    @Test
    void trainsOnTheLogicalAnd() {
        double[][] points = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        int[] targets = {0, 0, 0, 1};
        // @start region="train" :
        Perceptron perceptron = Perceptron.zero(2);
        PerceptronTraining training = perceptron.train(points, targets, 1, 1000);
        // @end
        assertThat(training.separated()).isTrue();
        assertThat(perceptron.accuracy(points, targets)).isEqualTo(1);
    }
}
