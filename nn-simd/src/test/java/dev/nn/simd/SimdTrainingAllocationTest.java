package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.training.TrainingAllocationContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A training step on the SIMD kernels allocates nothing. */
@Tag("width")
class SimdTrainingAllocationTest extends TrainingAllocationContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    protected DenseKernels kernels() {
        return Kernels.named("simd");
    }
}
