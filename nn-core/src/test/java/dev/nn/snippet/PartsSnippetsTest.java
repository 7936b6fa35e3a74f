package dev.nn.snippet;

import static dev.nn.activation.Activation.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.format.Onnx;
import dev.nn.initializer.Initializer;
import dev.nn.loss.JointLoss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.metric.Accuracy;
import dev.nn.metric.Metric;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsSnippetsTest {
    @TempDir
    private Path folder = Path.of("");

    private static Network network() {
        return Network.input(4).dense(16, RELU).dense(8, RELU).dense(2).build(Initializer.he(), 1);
    }

    /** Which of the first three of four numbers is the largest. */
    private static Dataset data() {
        Random random = new Random(1);
        float[] x = new float[4 * 600], labels = new float[600];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat();
        for (int r = 0; r < labels.length; r++) {
            for (int j = 1; j < 3; j++) if (x[4 * r + j] > x[4 * r + (int) labels[r]]) labels[r] = j;
        }
        return FloatDataset.of(4, x, 1, labels);
    }

    @Test
    void embed() {
        Network network = network();
        float[] x = {0.1f, 0.2f, 0.3f, 0.4f};
        // @start region="embed" :
        Model embedding = network.slice(0, 2).freeze(); // the first two layers, to be served as any model
        float[] vector = embedding.predict(x);
        // @end
        assertThat(vector).isEqualTo(network.outputs(x).get(1));
    }

    @Test
    void fineTune() throws IOException {
        Path file = folder.resolve("model.onnx");
        Onnx.write(file, network());
        Dataset data = data();
        // @start region="fine-tune" :
        Network pretrained = Onnx.readNetwork(file);
        int body = pretrained.layers().size() - 1; // all but the last layer
        Network network = pretrained.slice(0, body).toBuilder().dense(3).build(Initializer.he(), 42);
        Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .frozen(0, body)
                .fit(data);
        Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(1e-4))
                .fit(data); // then all of it
        // @end
        assertThat(network.out()).isEqualTo(3);
        assertThat(network.layerParameters(0)).isNotEqualTo(pretrained.layerParameters(0));
    }

    @Test
    void group() {
        Network network = network().slice(0, 2).toBuilder().dense(3).build(Initializer.he(), 42);
        int body = 2;
        Dataset data = data();
        // @start region="group" :
        Trainer.of(network, new SoftmaxCrossEntropy(), AdamW.withLearningRate(1e-3))
                .group(0, body, AdamW.withLearningRate(1e-5)) // carefully, what has been learnt
                .fit(data);
        // @end
        assertThat(network.parameters()).doesNotContain(Float.NaN);
    }

    @Test
    void inputs() {
        // @start region="inputs" :
        Network network = Network.inputs(
                        Network.image(8, 8, 1)
                                .convolution(4, 3)
                                .activation(RELU)
                                .dense(16, RELU), // 64 values
                        Network.input(2).embedding(50, 8), // the numbers of two categories
                        Network.input(5)) // five values as they are
                .dense(32, RELU)
                .dense(1)
                .build(Initializer.he(), 42); // rows of 71 values
        // @end
        assertThat(network.in()).isEqualTo(71);
        assertThat(network.layers().getFirst().out()).isEqualTo(16 + 16 + 5);
    }

    @Test
    void heads() {
        // @start region="heads" :
        Network network = Network.input(4)
                .dense(16, RELU)
                .concat(head -> head.dense(3), head -> head.dense(1)) // a class of three, and a number
                .build(Initializer.he(), 42);
        JointLoss loss = JointLoss.of(
                new JointLoss.Head(3, new SoftmaxCrossEntropy(), 1),
                new JointLoss.Head(1, new MeanSquaredError(), 0.1));
        Metric accuracy = loss.metric(0, new Accuracy()); // of the first head
        // @end
        assertThat(accuracy.name()).isEqualTo("accuracy");
        assertThat(loss.targets(network.out())).isEqualTo(2);
    }
}
