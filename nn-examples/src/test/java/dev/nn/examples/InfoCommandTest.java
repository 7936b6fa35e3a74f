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
    void sizesAreInMebibytesWhereTheyAreSmall() {
        assertThat(InfoCommand.size(64L << 20)).isEqualTo("64 MiB");
        assertThat(InfoCommand.size((1L << 30) - 1)).isEqualTo("1023 MiB");
        assertThat(InfoCommand.size(3L << 29)).isEqualTo("1.5 GiB");
        assertThat(InfoCommand.size(1L << 44)).isEqualTo("16384.0 GiB");
    }

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
