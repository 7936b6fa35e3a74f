package dev.nn.kernel;

/**
 * The proof of an implementation of {@link ConvolutionKernels}: a subclass names the implementation and inherits every
 * test.
 *
 * <p>Results are compared with seven loops in double precision ({@link ConvolutionCase#forEachTerm}), within bounds that
 * follow from the arithmetic ({@link Bounded}). Operands lie at odd places in memory full of guards; scratch memory is as
 * small as the implementation says and full of NaN.
 */
public abstract class ConvolutionKernelsContract
        implements ConvolveContract,
                ConvolveWeightsContract,
                ConvolveInputContract,
                ConvolutionPredictContract,
                ConvolutionLayoutContract,
                MaxPoolContract,
                ConvolutionSpecialValuesContract {
    /** The implementation that is tested. */
    @Override
    public abstract ConvolutionKernels kernels();
}
