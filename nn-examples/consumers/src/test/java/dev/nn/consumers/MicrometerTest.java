package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.History;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A training's numbers as metrics of Micrometer, as the guide shows it. */
class MicrometerTest {
    // Serving begin
    static TrainingListener metrics(MeterRegistry registry) {
        return new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                registry.counter("nn.training.rows").increment(rows);
                registry.summary("nn.training.loss").record(loss);
            }
        };
    }
    // Serving end

    @Test
    void rowsAreCountedAndLossesSummedUp() {
        float[] x = new float[50], y = new float[50];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 50f;
            y[i] = x[i] * x[i];
        }
        Dataset train = FloatDataset.of(1, x, 1, y);
        Network network = Network.input(1).dense(4, Activation.TANH).dense(1).build(Initializer.glorot(), 1);
        MeterRegistry registry = new SimpleMeterRegistry();
        History history = Trainer.of(network, new MeanSquaredError(), Adam.withDefaults())
                .batchSize(25)
                .epochs(3)
                .listener(metrics(registry))
                .fit(train);
        assertThat(registry.counter("nn.training.rows").count()).isEqualTo(150);
        double mean = history.epochs().stream()
                .mapToDouble(epoch -> epoch.trainLoss())
                .average()
                .orElseThrow();
        assertThat(registry.summary("nn.training.loss").mean()).isCloseTo(mean, within(1e-6));
    }

    @Test
    void theGuideShowsThis() throws IOException {
        Path root = Path.of(System.getProperty("nn.root"));
        String source = Files.readString(
                root.resolve("nn-examples/consumers/src/test/java/dev/nn/consumers/MicrometerTest.java"));
        String begin = "// Serving begin\n";
        String shown = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("// Serving end"));
        assertThat(Files.readString(root.resolve("nn-examples/doc/serving.md"))).contains(shown.stripIndent());
    }
}
