package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The proof of an implementation of {@link DenseKernels}: a subclass names the implementation and inherits every test.
 *
 * <p>Results are compared with EJML in double precision, within bounds that are derived, not tried out: see {@link
 * Bounded}, {@link Approximate}, {@link ActivationError}. Operands lie at odd places in memory full of guards ({@link
 * GuardedRows}, {@link GuardedAffine}); scratch memory is as small as the implementation says and full of NaN.
 */
public abstract class DenseKernelsContract
        implements ForwardContract,
                PredictContract,
                BackwardActivationContract,
                BackwardWeightsContract,
                BackwardWeightsUpdateContract,
                BackwardInputContract,
                LayoutContract,
                UpdateContract,
                SoftmaxContract,
                BinaryCrossEntropyContract,
                ScaleBytesContract,
                SpecialValuesContract,
                RepetitionContract {
    /** The implementation that is tested. */
    @Override
    public abstract DenseKernels kernels();

    @Test
    void theNameIsShortAndInLowerCase() {
        assertThat(kernels().name()).matches("[a-z0-9-]{1,20}");
    }
}
