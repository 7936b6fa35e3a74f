package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's Flight Recorder hears of a training. */
class FlightRecordingTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<Double> losses = new ArrayList<>();

    private List<RecordedEvent> record(boolean steps) throws IOException {
        Path file = folder.resolve(steps + ".jfr");
        try (Recording recording = new Recording()) {
            if (steps) recording.enable("nn.TrainingStep");
            recording.start();
            Network network = Network.input(2)
                    .dense(3, Activation.TANH)
                    .dense(1)
                    .build(Initializer.he(), 1, Kernels.named("scalar"));
            Trainer.of(network, new MeanSquaredError(), Sgd.withLearningRate(0.1))
                    .batchSize(4)
                    .epochs(2)
                    .listener(new TrainingListener() {
                        @Override
                        public void onStep(int epoch, int step, int steps, int rows, double loss) {
                            losses.add(loss);
                        }
                    })
                    .fit(FloatDataset.of(2, new float[20], 1, new float[10]));
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("nn."))
                .toList();
    }

    private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    @Test
    void theChoiceOfKernelsIsRecordedAndStepsOnlyIfAskedFor() throws IOException {
        List<RecordedEvent> events = record(false);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().getEventType().getName()).isEqualTo("nn.KernelChoice");
        assertThat(events.getFirst().getString("kernels")).isEqualTo("scalar");
    }

    @Test
    void everyStepIsRecordedWithItsPlaceAndLoss() throws IOException {
        List<RecordedEvent> steps = named("nn.TrainingStep", record(true));
        assertThat(steps).extracting(event -> event.getInt("epoch")).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(steps).extracting(event -> event.getInt("step")).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(steps).extracting(event -> event.getInt("rows")).containsExactly(4, 4, 2, 4, 4, 2);
        assertThat(steps).extracting(event -> event.getDouble("loss")).isEqualTo(losses);
        assertThat(steps).allSatisfy(event -> assertThat(event.getDuration()).isPositive());
    }
}
