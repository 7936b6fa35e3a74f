package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import java.util.Arrays;
import java.util.BitSet;

/** The weight layout: a place of its own for every weight. */
interface LayoutContract extends KernelContract {
    @EveryShape
    default void everyWeightHasAPlaceOfItsOwn(Shape shape) {
        WeightLayout layout = kernels().weightLayout(shape.in(), shape.out());
        assertThat(layout.in()).isEqualTo(shape.in());
        assertThat(layout.out()).isEqualTo(shape.out());
        assertThat(layout.biasSize()).isGreaterThanOrEqualTo(shape.out());
        BitSet places = new BitSet(layout.size());
        for (int i = 0; i < shape.in(); i++) {
            for (int j = 0; j < shape.out(); j++) {
                int place = layout.index(i, j);
                assertThat(place).as("index of [%d][%d]", i, j).isBetween(0, layout.size() - 1);
                assertThat(places.get(place))
                        .as("whether [%d][%d]'s index %d is taken", i, j, place)
                        .isFalse();
                places.set(place);
            }
        }
    }

    @EveryShape
    default void unpackedIsWhatWasPackedAndPaddingIsLeftAlone(Shape shape) {
        WeightLayout layout = kernels().weightLayout(shape.in(), shape.out());
        int from = 3, to = 5;
        float[] rowMajor = new float[from + shape.in() * shape.out()], packed = Guard.array(to + layout.size() + 7);
        for (int i = 0; i < rowMajor.length; i++) rowMajor[i] = i;
        layout.pack(rowMajor, from, packed, to);
        float[] back = new float[rowMajor.length];
        layout.unpack(packed, to, back, from);
        for (int i = from; i < rowMajor.length; i++) assertThat(back[i]).isEqualTo(rowMajor[i]);
        int guards = 0;
        for (float value : packed) guards += Guard.is(value) ? 1 : 0;
        assertThat(guards).isEqualTo(packed.length - shape.in() * shape.out());
        assertThat(packed[to + layout.index(shape.in() - 1, 0)])
                .isEqualTo(rowMajor[from + (shape.in() - 1) * shape.out()]);
    }

    @EveryShape
    default void aRowLiesInItsRunsAndNoOtherRowDoes(Shape shape) {
        WeightLayout layout = kernels().weightLayout(shape.in(), shape.out());
        int[] rowAt = new int[layout.size()];
        Arrays.fill(rowAt, -1);
        for (int run = 0; run < layout.runs(); run++) {
            for (int i = 0; i < shape.in(); i++) {
                for (int at = layout.run(run, i); at < layout.run(run, i + 1); at++) {
                    assertThat(rowAt[at]).as("index %d in runs", at).isEqualTo(-1);
                    rowAt[at] = i;
                }
            }
        }
        for (int i = 0; i < shape.in(); i++) {
            for (int j = 0; j < shape.out(); j++) {
                assertThat(rowAt[layout.index(i, j)])
                        .as("the row of [%d][%d]", i, j)
                        .isEqualTo(i);
            }
        }
    }

    @EveryShape
    default void theSameShapeHasTheSameLayout(Shape shape) {
        WeightLayout layout = kernels().weightLayout(shape.in(), shape.out());
        assertThat(kernels().weightLayout(shape.in(), shape.out())).isEqualTo(layout);
        Operation layer = new Operation.DenseLayer(shape.batch(), layout, Activation.IDENTITY, true);
        assertThat(kernels().scratch(layer)).isNotNegative();
    }
}
