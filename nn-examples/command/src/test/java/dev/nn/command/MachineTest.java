package dev.nn.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
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
