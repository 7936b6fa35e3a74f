package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.DenseKernelsContract;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM without the Vector API: scalar kernels take over, and the reason says which flag would help. */
@Tag("fallback")
class FallbackTest extends DenseKernelsContract {
    private static final String FLAG = "--add-modules=jdk.incubator.vector";

    @Override
    public DenseKernels kernels() {
        return Kernels.best();
    }

    @Test
    void theModuleIsReallyMissing() {
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isEmpty();
    }

    @Test
    void theBestKernelsAreTheScalarOnes() {
        assertThat(Kernels.best().name()).isEqualTo("scalar");
    }

    @Test
    void theReasonNamesTheFlagThatWouldHelp() {
        assertThat(Kernels.candidates())
                .extracting(Kernels.Candidate::name)
                .as("best first")
                .containsExactly("simd", "scalar");
        assertThat(Kernels.candidates().getFirst().unavailableBecause()).contains(FLAG);
    }

    @Test
    void askingForSimdFailsWithTheReason() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Kernels.named("simd"))
                .withMessageContaining("simd")
                .withMessageContaining(FLAG);
    }
}
