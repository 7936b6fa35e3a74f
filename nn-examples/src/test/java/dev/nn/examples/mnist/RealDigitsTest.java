package dev.nn.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.CommandRun;
import dev.nn.examples.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One epoch on all 60,000 images that come with nn. */
class RealDigitsTest {
    @Test
    void oneEpochIsEnoughFor95PercentAndStepsAllocateNothing(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("result.json");
        CommandRun run = CommandRun.of("mnist", "--epochs=1", "--out=" + folder, "--json=" + json);
        assertThat(run.exit()).as("%s", run.err()).isZero();
        Map<String, Object> result = JsonText.read(json);
        assertThat(result).containsEntry("trainImages", 60_000L).containsEntry("testImages", 10_000L);
        assertThat(result.get("accuracy"))
                .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
                .isGreaterThan(0.95);
        // Where the JVM replaces code by better code it allocates a few objects of its own: in few steps, and small
        // ones.
        assertThat(result.get("allocatingSteps"))
                .asInstanceOf(InstanceOfAssertFactories.LONG)
                .isLessThan(20);
        assertThat(result.get("bytesAllocatedPerStep"))
                .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
                .isLessThan(10);
    }
}
