package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** The layout of a convolution's weights: a place of its own for every weight, and rows in runs. */
interface ConvolutionLayoutContract extends ConvolutionContract {
    @EveryConvolution
    default void everyWeightOfAConvolutionHasAPlaceInTheRunsOfItsRow(Convolution convolution) {
        ConvolutionShape shape = convolution.shape();
        WeightLayout layout = kernels().weightLayout(shape);
        assertThat(layout.in()).isEqualTo(shape.patch());
        assertThat(layout.out()).isEqualTo(shape.filters());
        assertThat(layout.biasSize()).isGreaterThanOrEqualTo(shape.filters());
        assertThat(kernels().weightLayout(shape)).isEqualTo(layout).hasSameHashCodeAs(layout);
        assertThat(kernels().scratch(shape)).isNotNegative();
        int[] rowAt = new int[layout.size()];
        Arrays.fill(rowAt, -1);
        for (int run = 0; run < layout.runs(); run++) {
            for (int k = 0; k < shape.patch(); k++) {
                for (int at = layout.run(run, k); at < layout.run(run, k + 1); at++) {
                    assertThat(rowAt[at]).as("index %d in runs", at).isEqualTo(-1);
                    rowAt[at] = k;
                }
            }
        }
        boolean[] taken = new boolean[layout.size()];
        for (int k = 0; k < shape.patch(); k++) {
            for (int f = 0; f < shape.filters(); f++) {
                int at = layout.index(k, f);
                assertThat(taken[at])
                        .as("whether [%d][%d]'s index %d is taken", k, f, at)
                        .isFalse();
                taken[at] = true;
                assertThat(rowAt[at]).as("the row of [%d][%d]", k, f).isEqualTo(k);
            }
        }
    }

    @EveryConvolution
    default void unpackedWeightsOfAConvolutionAreThosePacked(Convolution convolution) {
        WeightLayout layout = kernels().weightLayout(convolution.shape());
        int n = layout.in() * layout.out(), from = 3, to = 5;
        float[] rowMajor = new float[from + n],
                packed = Guard.array(to + layout.size() + 7),
                back = new float[from + n];
        for (int i = from; i < rowMajor.length; i++) rowMajor[i] = i;
        layout.pack(rowMajor, from, packed, to);
        layout.unpack(packed, to, back, from);
        assertThat(back).isEqualTo(rowMajor);
        int guards = 0;
        for (float value : packed) guards += Guard.is(value) ? 1 : 0;
        assertThat(guards).isEqualTo(packed.length - n);
        assertThat(packed[to + layout.index(layout.in() - 1, 0)]).isEqualTo(rowMajor[from + n - layout.out()]);
    }
}
