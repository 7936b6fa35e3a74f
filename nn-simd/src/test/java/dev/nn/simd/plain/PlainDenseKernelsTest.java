package dev.nn.simd.plain;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.DenseKernelsContract;
import dev.nn.simd.Width;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract for the plain kernels, on the layouts of each width. */
@Tag("width")
class PlainDenseKernelsTest extends DenseKernelsContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    public DenseKernels kernels() {
        return new PlainDenseKernels();
    }
}
