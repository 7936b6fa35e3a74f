package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {
    @Test
    void printsJavaProcessorAndEveryProvider() {
        CommandRun run = CommandRun.of("info");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        String text = String.join("\n", run.out());
        assertThat(text).contains(Runtime.version().toString(), "CPU", "Vectors", "Heap", "Kernels");
        for (Kernels.Candidate candidate : Kernels.candidates()) {
            assertThat(text).contains("Provider  " + candidate.name());
            if (candidate.unavailableBecause() != null) assertThat(text).contains(candidate.unavailableBecause());
        }
    }

    @Test
    void writesJson(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new").resolve("info.json");
        assertThat(CommandRun.of("info", "--json", file.toString()).exit()).isZero();
        Map<String, Object> json = JsonText.read(file);
        assertThat(json)
                .containsEntry("command", "info")
                .containsEntry("jdk", Runtime.version().toString())
                .containsEntry("kernels", Kernels.prepared().name())
                .containsKeys("cpu", "cpuFeatures", "processors", "preferredVectorBits", "vectorBits", "providers");
    }
}
