package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.activation.Activation;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contract's own proof: each part catches the mistake that it is there for. */
class ConvolutionKernelsContractTest {
    /** Three images of 6 × 5 × 4 in two groups, stride 2 down, padding at three sides. */
    private static final Convolution CASE =
            new Convolution(3, new ConvolutionShape(6, 5, 4, 6, 3, 2, 2, 1, 1, 2, 1, 2, 2, 0, 2));

    private static void assertCaught(ConvolutionKernels faulty, Consumer<ConvolutionKernelsContract> part) {
        assertThatCode(() -> part.accept(contract(new DelegatingConvolution()))).doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> part.accept(contract(faulty)));
    }

    private static ConvolutionKernelsContract contract(ConvolutionKernels kernels) {
        return new ConvolutionKernelsContract() {
            @Override
            public ConvolutionKernels kernels() {
                return kernels;
            }
        };
    }

    /** A mistake that is made after the right forward pass, for the pixels from and to. */
    private interface Mistake {
        void make(int from, int to, Rows x, ConvolutionShape shape, Affine parameters, Rows y, Workspace workspace);
    }

    private static ConvolutionKernels forward(Mistake mistake) {
        return new DelegatingConvolution() {
            @Override
            public void convolve(
                    int from,
                    int to,
                    Rows x,
                    ConvolutionShape shape,
                    Affine parameters,
                    Activation activation,
                    Rows z,
                    Rows y,
                    Workspace workspace) {
                super.convolve(from, to, x, shape, parameters, activation, z, y, workspace);
                if (from < to) mistake.make(from, to, x, shape, parameters, y, workspace);
            }
        };
    }

    /** Kernels that compute with another shape than they are asked for. */
    private static ConvolutionKernels on(ConvolutionShape other) {
        return new DelegatingConvolution() {
            @Override
            public void convolve(
                    int from,
                    int to,
                    Rows x,
                    ConvolutionShape shape,
                    Affine parameters,
                    Activation activation,
                    Rows z,
                    Rows y,
                    Workspace workspace) {
                super.convolve(from, to, x, other, parameters, activation, z, y, workspace);
            }

            @Override
            public void convolveWeights(
                    int batch,
                    int from,
                    int to,
                    Rows x,
                    ConvolutionShape shape,
                    Rows dz,
                    Affine gradient,
                    boolean accumulate,
                    Workspace workspace) {
                super.convolveWeights(batch, from, to, x, other, dz, gradient, accumulate, workspace);
            }

            @Override
            public void convolveInput(
                    int from,
                    int to,
                    Rows dz,
                    ConvolutionShape shape,
                    Affine parameters,
                    Rows dx,
                    Workspace workspace) {
                super.convolveInput(from, to, dz, other, parameters, dx, workspace);
            }
        };
    }

    @Test
    void thereAreAsManyConvolutionsAsPromisedAndNoTwoAreEqual() {
        List<Convolution> all = Convolutions.list();
        assertThat(all).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        assertThat(all.stream().filter(c -> c.shape().isDepthwise() && c.shape().channels() > 1))
                .hasSizeGreaterThan(10);
        assertThat(all.stream().filter(c -> c.shape().strideHeight() > 1)).hasSizeGreaterThan(50);
        assertThat(all.stream().filter(c -> c.shape().dilationWidth() > 1)).hasSizeGreaterThan(50);
    }

    /** The padding on the other side: the same sizes, another place. */
    @Test
    void paddingOnTheWrongSide() {
        ConvolutionShape s = CASE.shape();
        ConvolutionKernels faulty =
                on(new ConvolutionShape(6, 5, 4, 6, 3, 2, 2, 1, 1, 2, s.bottom(), s.right(), s.top(), s.left(), 2));
        assertCaught(faulty, contract -> contract.convolveIsTheActivationOfTheSevenLoops(CASE));
        assertCaught(faulty, contract -> contract.dwIsThatOfTheSevenLoops(CASE));
        assertCaught(faulty, contract -> contract.dxIsThatOfTheSevenLoops(CASE));
    }

    @Test
    void aForgottenDilation() {
        // As wide as the dilated kernel with one column less of padding.
        ConvolutionKernels faulty = on(new ConvolutionShape(6, 5, 4, 6, 3, 2, 2, 1, 1, 1, 1, 1, 2, 0, 2));
        assertCaught(faulty, contract -> contract.convolveIsTheActivationOfTheSevenLoops(CASE));
        assertCaught(faulty, contract -> contract.dwIsThatOfTheSevenLoops(CASE));
        assertCaught(faulty, contract -> contract.dxIsThatOfTheSevenLoops(CASE));
    }

    /** One part in 10 000 off, a rounding to 13 bits. */
    @Test
    void lostPrecision() {
        ConvolutionKernels faulty = forward(
                (from, to, x, shape, p, y, w) -> y.data()[y.index(0, 3)] = y.data()[y.index(0, 3)] * 1.0001f + 1e-4f);
        assertCaught(faulty, contract -> contract.convolveIsTheActivationOfTheSevenLoops(CASE));
    }

    @Test
    void aForgottenBias() {
        ConvolutionKernels faulty = forward((from, to, x, shape, p, y, w) -> y.data()[y.index(0, 3)] -= p.bias(3));
        assertCaught(faulty, contract -> contract.convolveIsTheActivationOfTheSevenLoops(CASE));
    }

    @Test
    void aWriteBehindAnImage() {
        ConvolutionKernels faulty = forward((from, to, x, shape, p, y, w) -> {
            int after = y.index((to - 1) / shape.outPixels(), shape.out());
            if (to % shape.outPixels() == 0) y.data()[after] = 0;
        });
        assertCaught(faulty, contract -> contract.convolveIsTheActivationOfTheSevenLoops(CASE));
    }

    @Test
    void aWriteIntoAnotherRange() {
        ConvolutionKernels faulty = forward((from, to, x, shape, p, y, w) -> {
            int pixels = shape.outPixels(), before = from - 1;
            if (from > 0) y.data()[y.index(before / pixels, before % pixels * shape.filters())] = 17;
        });
        assertCaught(faulty, contract -> contract.convolveInPiecesGivesTheSameBitsAndWritesNothingElse(CASE));
    }

    @Test
    void aResultThatDependsOnTheRange() {
        ConvolutionKernels faulty = forward((from, to, x, shape, p, y, w) -> {
            int last = to - 1, at = y.index(last / shape.outPixels(), last % shape.outPixels() * shape.filters());
            y.data()[at] += 1e-6f;
        });
        assertCaught(faulty, contract -> contract.convolveInPiecesGivesTheSameBitsAndWritesNothingElse(CASE));
    }

    @Test
    void aResultThatDependsOnTheImagesPlace() {
        ConvolutionKernels faulty = forward((from, to, x, shape, p, y, w) -> {
            for (int image = from / shape.outPixels(); image <= (to - 1) / shape.outPixels(); image++) {
                y.data()[y.index(image, 0)] += image * 1e-6f;
            }
        });
        assertCaught(faulty, contract -> contract.convolveDoesNotDependOnThePlaceOfAnImage(CASE));
    }

    @Test
    void aResultThatDependsOnOldScratchMemory() {
        ConvolutionKernels faulty =
                forward((from, to, x, shape, p, y, w) -> y.data()[y.index(0, 0)] += 0 * w.scratch()[0]);
        assertCaught(faulty, contract -> contract.convolveIsTheActivationOfTheSevenLoops(CASE));
    }

    @Test
    void aReluThatSwallowsNaN() {
        ConvolutionKernels faulty = forward((from, to, x, shape, p, y, w) -> {
            for (int i = 0; i < y.data().length; i++)
                if (Float.isNaN(y.data()[i]) && !Guard.is(y.data()[i])) y.data()[i] = 0;
        });
        assertCaught(faulty, contract -> contract.nanInAPixelReachesTheOutputsThatSeeIt(CASE));
        assertCaught(faulty, contract -> contract.nanInAWeightReachesItsFilterOfYAndItsChannelOfDx(CASE));
    }

    @Test
    void anAdditionThatOverwrites() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void convolveWeights(
                    int batch,
                    int from,
                    int to,
                    Rows x,
                    ConvolutionShape shape,
                    Rows dz,
                    Affine gradient,
                    boolean accumulate,
                    Workspace workspace) {
                super.convolveWeights(batch, from, to, x, shape, dz, gradient, false, workspace);
            }
        };
        assertCaught(faulty, contract -> contract.dwIsAddedWhereAsked(CASE));
    }

    @Test
    void aForgottenImage() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void convolveWeights(
                    int batch,
                    int from,
                    int to,
                    Rows x,
                    ConvolutionShape shape,
                    Rows dz,
                    Affine gradient,
                    boolean accumulate,
                    Workspace workspace) {
                super.convolveWeights(batch - 1, from, to, x, shape, dz, gradient, accumulate, workspace);
            }

            @Override
            public void convolveInput(
                    int from,
                    int to,
                    Rows dz,
                    ConvolutionShape shape,
                    Affine parameters,
                    Rows dx,
                    Workspace workspace) {
                super.convolveInput(from, Math.min(to, 2), dz, shape, parameters, dx, workspace);
            }
        };
        assertCaught(faulty, contract -> contract.dwIsThatOfTheSevenLoops(CASE));
        assertCaught(faulty, contract -> contract.dxIsThatOfTheSevenLoops(CASE));
    }

    @Test
    void rowsOfDwThatDependOnTheCut() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void convolveWeights(
                    int batch,
                    int from,
                    int to,
                    Rows x,
                    ConvolutionShape shape,
                    Rows dz,
                    Affine gradient,
                    boolean accumulate,
                    Workspace workspace) {
                super.convolveWeights(batch, from, to, x, shape, dz, gradient, accumulate, workspace);
                if (from < to) gradient.setWeight(to - 1, 0, gradient.weight(to - 1, 0) * (1 + 0x1p-22f));
            }
        };
        assertCaught(faulty, contract -> contract.dwInPiecesGivesTheSameBits(CASE));
    }

    @Test
    void anUpdateThatIsLeftOut() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void convolveWeightsUpdate(
                    int batch,
                    int from,
                    int to,
                    Rows x,
                    ConvolutionShape shape,
                    Rows dz,
                    Affine parameters,
                    Affine gradient,
                    OptimizerState state,
                    Workspace workspace) {
                super.convolveWeightsUpdate(
                        batch, from, Math.max(from, to - 1), x, shape, dz, parameters, gradient, state, workspace);
            }
        };
        assertCaught(faulty, contract -> contract.dwWithTheStepGivesTheBitsOfOneAfterTheOther(CASE));
    }

    @Test
    void aNaNThatGoesTooFar() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void convolveInput(
                    int from,
                    int to,
                    Rows dz,
                    ConvolutionShape shape,
                    Affine parameters,
                    Rows dx,
                    Workspace workspace) {
                super.convolveInput(from, to, dz, shape, parameters, dx, workspace);
                for (int image = from; image < to; image++) {
                    float sum = 0;
                    for (int i = 0; i < shape.in(); i++) sum += 0 * dx.data()[dx.index(image, i)];
                    dx.data()[dx.index(image, 0)] += sum;
                    dx.data()[dx.index(image, shape.in() - 1)] += sum;
                }
            }
        };
        assertCaught(faulty, contract -> contract.nanInDzReachesTheInputsBelowItAndItsFilter(CASE));
    }

    @Test
    void twoWeightsInOnePlace() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public WeightLayout weightLayout(ConvolutionShape shape) {
                return WeightLayout.rowMajor(shape.patch(), shape.filters() - 1);
            }
        };
        assertCaught(faulty, contract -> contract.everyWeightOfAConvolutionHasAPlaceInTheRunsOfItsRow(CASE));
    }

    private static final PoolWindows WINDOWS = MaxPoolContract.windows(17, 2, 2, 1, 0);

    /** Equal values, of which the last is taken. */
    @Test
    void aLaterOfEqualMaxima() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void maxPoolInput(int from, int to, Rows dy, Rows x, PoolWindows windows, Rows dx) {
                Rows nudged = Rows.of(x.data().clone(), 1);
                for (int i = 0; i < nudged.data().length; i++) nudged.data()[i] += i * 1e-5f;
                super.maxPoolInput(from, to, dy, new Rows(nudged.data(), x.offset(), x.stride()), windows, dx);
            }
        };
        assertCaught(faulty, contract -> contract.theLargestOfEachWindowAndItsGradient(WINDOWS));
    }

    @Test
    void aMaximumThatIgnoresNaN() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void maxPool(int from, int to, Rows x, PoolWindows windows, Rows y) {
                float[] numbers = x.data().clone();
                for (int i = 0; i < numbers.length; i++) if (Float.isNaN(numbers[i])) numbers[i] = -100;
                super.maxPool(from, to, new Rows(numbers, x.offset(), x.stride()), windows, y);
            }
        };
        assertCaught(faulty, contract -> contract.theLargestOfEachWindowAndItsGradient(WINDOWS));
    }

    @Test
    void aChannelTooManyOfAPool() {
        ConvolutionKernels faulty = new DelegatingConvolution() {
            @Override
            public void maxPool(int from, int to, Rows x, PoolWindows windows, Rows y) {
                super.maxPool(from, to, x, windows, y);
                if (from < to) y.data()[y.index(to - 1, windows.outPixels() * windows.channels())] = 1;
            }
        };
        assertCaught(faulty, contract -> contract.theLargestOfEachWindowAndItsGradient(WINDOWS));
    }
}
