package dev.nn.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void understandsCpuinfoOfBothArchitectures() {
        assertThat(Cpu.parse(List.of("processor\t: 0", "model name\t: Some CPU", "flags\t\t: fpu avx2 fma avx512f")))
                .isEqualTo(new Cpu("Some CPU", "", List.of("avx2", "fma", "avx512f")));
        assertThat(Cpu.parse(List.of("processor\t: 0", "Features\t: fp asimd sve"))
                        .features())
                .containsExactly("asimd", "sve");
        assertThat(Cpu.parse(List.of())).isEqualTo(new Cpu(System.getProperty("os.arch"), "", List.of()));
    }

    /** "AMD EPYC" is what several generations say of themselves in virtual machines. */
    @Test
    void numbersTellModelsOfOneNameApart() {
        List<String> x86 = List.of("cpu family\t: 25", "model\t\t: 17", "model name\t: AMD EPYC", "stepping\t: 1");
        assertThat(Cpu.parse(x86).name()).isEqualTo("AMD EPYC (family 25, model 17, stepping 1)");
        List<String> arm = List.of("CPU implementer\t: 0x41", "CPU variant\t: 0x3", "CPU part\t: 0xd0c");
        assertThat(Cpu.parse(arm).numbers()).isEqualTo("implementer 0x41, part 0xd0c, variant 0x3");
        assertThat(Cpu.parse(List.of("model name\t: Some CPU")).name()).isEqualTo("Some CPU");
    }

    @Test
    void bitsAreTheNumberAtTheEndOfAName() {
        assertThat(VectorApi.bitsOf("simd-512")).isEqualTo(512);
        assertThat(VectorApi.bitsOf("scalar")).isZero();
    }
}
