package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.training.StepwiseTrainingContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Training by steps on the SIMD kernels. */
@Tag("once")
class SimdStepwiseTrainingTest extends StepwiseTrainingContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    protected DenseKernels kernels() {
        return Kernels.named("simd");
    }
}
