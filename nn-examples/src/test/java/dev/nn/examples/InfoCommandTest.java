package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
                .containsEntry("kernels", Kernels.best().name())
                .containsKeys("cpu", "cpuFeatures", "processors", "preferredVectorBits", "vectorBits", "providers");
    }

    @Test
    void understandsCpuinfoOfBothArchitectures() {
        assertThat(Cpu.parse(List.of("processor\t: 0", "model name\t: Some CPU", "flags\t\t: fpu avx2 fma avx512f")))
                .isEqualTo(new Cpu("Some CPU", List.of("avx2", "fma", "avx512f")));
        assertThat(Cpu.parse(List.of("processor\t: 0", "Features\t: fp asimd sve"))
                        .features())
                .containsExactly("asimd", "sve");
        assertThat(Cpu.parse(List.of())).isEqualTo(new Cpu(System.getProperty("os.arch"), List.of()));
    }

    @Test
    void bitsAreTheNumberAtTheEndOfAName() {
        assertThat(VectorApi.bitsOf("simd-512")).isEqualTo(512);
        assertThat(VectorApi.bitsOf("scalar")).isZero();
    }
}
