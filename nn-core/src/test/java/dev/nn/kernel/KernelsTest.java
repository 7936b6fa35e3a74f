package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The choice where nn-core is alone; with the SIMD kernels it is tested in nn-simd. */
class KernelsTest {
    private String before;

    @BeforeEach
    void remember() {
        before = System.getProperty(Kernels.PROPERTY, "");
    }

    @AfterEach
    void putBack() {
        if (before.isEmpty()) System.clearProperty(Kernels.PROPERTY);
        else System.setProperty(Kernels.PROPERTY, before);
    }

    @Test
    void aloneTheScalarKernelsAreTheBest() {
        System.clearProperty(Kernels.PROPERTY);
        assertThat(Kernels.best().name()).isEqualTo("scalar");
        assertThat(Kernels.named(Kernels.AUTO).name()).isEqualTo("scalar");
        assertThat(Kernels.candidates()).containsExactly(new Kernels.Candidate("scalar", 0, null));
    }

    @Test
    void thePropertyChoosesAndIsNeverOverruled() {
        System.setProperty(Kernels.PROPERTY, "scalar");
        assertThat(Kernels.best().name()).isEqualTo("scalar");
        System.setProperty(Kernels.PROPERTY, "quantum");
        assertThatIllegalArgumentException()
                .isThrownBy(Kernels::best)
                .withMessageContainingAll("quantum", "auto", "scalar");
    }
}
