package dev.nn.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nn.bench.measure.Sample;
import dev.nn.bench.work.Mlp;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompiledNetworkTest {
    @Test
    void predictsWhatTheNetworkDoes() {
        Mlp network = Mlp.random(List.of(6, 12, 3), 1);
        Random random = new Random(2);
        float[] rows = new float[5 * network.in()];
        for (int i = 1; i < rows.length; i++) rows[i] = random.nextFloat() - 0.5f; // the first call's first input is 0
        CompiledNetwork made = CompiledNetwork.of(network, rows);
        assumeThat(made).as("g++").isNotNull();
        try (CompiledNetwork compiled = Objects.requireNonNull(made)) {
            Sample sample = compiled.run(1);
            float[] outputs = compiled.outputs();
            for (int r = 0; r < 5; r++) {
                double[] expected = network.apply(Arrays.copyOfRange(rows, 6 * r, 6 * (r + 1)));
                for (int j = 0; j < 3; j++)
                    assertThat((double) outputs[3 * r + j]).isCloseTo(expected[j], within(1e-5));
            }
            assertThat(sample.cpuNanos()).isPositive();
        }
    }
}
