package dev.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Data sets in memory and the views of them. */
class DatasetTest {
    private static final FloatDataset FLOATS =
            FloatDataset.of(2, new float[] {0, 1, 10, 11, 20, 21, 30, 31}, 1, new float[] {5, 6, 7, 8});
    private static final ImageDataset IMAGES =
            ImageDataset.of(1, 3, new byte[] {0, 51, -1, 1, -128, 127}, new int[] {7, 200});

    @Test
    void gathersRowsInOrderIntoSlices() {
        Rows x = new Rows(filled(20), 3, 5), target = new Rows(filled(10), 1, 4);
        BatchSource.of(FLOATS).gather(new ScalarDenseKernels(), new int[] {9, 3, 0, 3, 9}, 1, 3, x, target);
        float n = -7;
        assertThat(x.data()).containsExactly(n, n, n, 30, 31, n, n, n, 0, 1, n, n, n, 30, 31, n, n, n, n, n);
        assertThat(target.data()).containsExactly(n, 8, n, n, n, 5, n, n, n, 8);
    }

    @Test
    void gathersPixelsFromZeroToOne() {
        Rows x = new Rows(filled(8), 1, 4), target = new Rows(filled(2), 0, 1);
        IMAGES.gather(new ScalarDenseKernels(), new int[] {1, 0}, 0, 2, x, target);
        assertThat(x.data()).containsExactly(-7, 1 / 255f, 128 / 255f, 127 / 255f, -7, 0, 0.2f, 1);
        assertThat(target.data()).containsExactly(200, 7);
    }

    @Test
    void tellsTheShapes() {
        assertThat(FLOATS.size()).isEqualTo(4);
        assertThat(FLOATS.features()).isEqualTo(2);
        assertThat(FLOATS.targets()).isEqualTo(1);
        assertThat(IMAGES.size()).isEqualTo(2);
        assertThat(IMAGES.features()).isEqualTo(3);
        assertThat(IMAGES.targets()).isEqualTo(1);
        assertThat(IMAGES.rows()).isEqualTo(1);
        assertThat(IMAGES.columns()).isEqualTo(3);
        assertThat(IMAGES.label(1)).isEqualTo(200);
        assertThat(IMAGES.pixels(0)).containsExactly(0, 51, -1);
    }

    @Test
    void worksWithoutTargetsOrRows() {
        FloatDataset unlabelled = FloatDataset.of(2, new float[] {1, 2}, 0, new float[0]);
        BatchSource.of(unlabelled)
                .gather(
                        new ScalarDenseKernels(),
                        new int[] {0},
                        0,
                        1,
                        Rows.of(new float[2], 2),
                        Rows.of(new float[0], 0));
        assertThat(FloatDataset.of(2, new float[0], 3, new float[0]).size()).isZero();
    }

    @Test
    void rejectsArraysThatDontMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatDataset.of(2, new float[3], 1, new float[1]))
                .withMessage("x must hold whole rows of 2 features, has 3 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatDataset.of(2, new float[4], 3, new float[5]))
                .withMessage("target must hold 2 rows of 3 values as x does, has 5 values");
        assertThatIllegalArgumentException().isThrownBy(() -> FloatDataset.of(0, new float[0], 1, new float[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> FloatDataset.of(1, new float[0], -1, new float[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.of(2, 2, new byte[7], new int[2]))
                .withMessage("2 images of 2 × 2 need 8 pixels, got 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.of(1, 1, new byte[2], new int[] {0, -3}))
                .withMessage("label of image 1 must not be negative, is -3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.of(1 << 16, 1 << 16, new byte[0], new int[0]));
    }

    @Test
    void namesRowAndColumnOfAValueThatIsNotFinite() {
        float[] x = {0, 1, 2, Float.NaN, 4, 5};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatDataset.of(2, x, 1, new float[3]))
                .withMessage("feature 1 of row 1 must be finite, is NaN");
        float[] target = {0, 0, Float.NEGATIVE_INFINITY};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatDataset.of(2, new float[6], 1, target))
                .withMessage("target 0 of row 2 must be finite, is -Infinity");
    }

    @Test
    void showsSomeRows() {
        Subset some = Subset.of(FLOATS, 3, 1, 3);
        float[] x = new float[6], target = new float[3];
        some.gather(new ScalarDenseKernels(), new int[] {2, 1, 0}, 0, 3, Rows.of(x, 2), Rows.of(target, 1));
        assertThat(x).containsExactly(30, 31, 10, 11, 30, 31);
        assertThat(target).containsExactly(8, 6, 8);
        assertThat(some.rowInWhole(1)).isEqualTo(1);
        assertThat(some.features()).isEqualTo(2);
        assertThat(some.targets()).isEqualTo(1);
        assertThat(Subset.where(IMAGES, i -> IMAGES.label(i) < 10).size()).isEqualTo(1);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Subset.of(FLOATS, 4));
    }

    @Test
    void splitsIntoTwoDisjointPartsThatAreAll() {
        Dataset whole = FloatDataset.of(1, new float[1000], 0, new float[0]);
        Split split = Split.of(whole, 0.25, 42);
        assertThat(split.validation().size()).isEqualTo(250);
        Set<Integer> rows = new HashSet<>();
        for (int i = 0; i < 250; i++) rows.add(split.validation().rowInWhole(i));
        for (int i = 0; i < 750; i++) rows.add(split.train().rowInWhole(i));
        assertThat(rows).hasSize(1000);
    }

    @Test
    void splitsTheSameWayForTheSameSeed() {
        assertThat(validationRows(FLOATS, 1)).isEqualTo(validationRows(FLOATS, 1));
        Set<String> different = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) different.add(Arrays.toString(validationRows(FLOATS, seed)));
        assertThat(different).as("every ordered pair of 4 rows").hasSize(12);
    }

    private static int[] validationRows(Dataset whole, long seed) {
        Subset part = Split.of(whole, 0.5, seed).validation();
        return new int[] {part.rowInWhole(0), part.rowInWhole(1)};
    }

    @Test
    void leavesNoPartEmpty() {
        assertThat(Split.of(FLOATS, 1e-9, 0).validation().size()).isEqualTo(1);
        assertThat(Split.of(FLOATS, 1 - 1e-9, 0).train().size()).isEqualTo(1);
        for (double share : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Split.of(FLOATS, share, 0))
                    .withMessage("the validation share must be between 0 and 1, was " + share);
        }
        Dataset one = Subset.of(FLOATS, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.of(one, 0.5, 0))
                .withMessage("a split needs at least 2 rows, the data has 1");
    }

    @Test
    void standardizesWithTheScaleOfTheTrainingData() {
        // Mean 5 and deviation 2; a constant, on which rounding must not be taken for variation; a large offset.
        float[] x = {
            2, 0.1f, 1e6f, 4, 0.1f, 1e6f + 1, 4, 0.1f, 1e6f, 4, 0.1f, 1e6f + 1, 5, 0.1f, 1e6f, 5, 0.1f, 1e6f + 1
        };
        float[] more = {7, 0.1f, 1e6f, 9, 0.1f, 1e6f + 1};
        float[] all = Arrays.copyOf(x, x.length + more.length);
        System.arraycopy(more, 0, all, x.length, more.length);
        Standardizer scale = Standardizer.fit(FloatDataset.of(3, all, 0, new float[0]));
        assertThat(scale.features()).isEqualTo(3);
        assertThat(scale.mean(0)).isCloseTo(5, within(1e-12));
        assertThat(scale.deviation(0)).isCloseTo(2, within(1e-12));
        assertThat(scale.mean(1)).isEqualTo(0.1f);
        assertThat(scale.deviation(1)).isEqualTo(1);
        assertThat(scale.mean(2)).isCloseTo(1e6 + 0.5, within(1e-9));
        assertThat(scale.deviation(2)).isCloseTo(0.5, within(1e-9));

        Dataset other = scale.apply(FloatDataset.of(3, new float[] {9, 0.1f, 1e6f + 2}, 1, new float[] {4}));
        float[] row = new float[4], target = new float[1];
        BatchSource.of(other)
                .gather(new ScalarDenseKernels(), new int[] {0}, 0, 1, new Rows(row, 1, 3), Rows.of(target, 1));
        assertThat(row).containsExactly(0, 2, 0, 3);
        assertThat(target).containsExactly(4);
        assertThat(other.size()).isEqualTo(1);
        assertThat(other.features()).isEqualTo(3);
        assertThat(other.targets()).isEqualTo(1);
    }

    @Test
    void takesAKnownScale() {
        float[] x = {-7, 3};
        Standardizer.of(new double[] {1}, new double[] {4}).apply(x, 1);
        assertThat(x).containsExactly(-7, 0.5f);
        Standardizer scale = Standardizer.of(new double[1], new double[] {1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scale.apply(FLOATS))
                .withMessage("the scale is for 1 features, the data has 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Standardizer.of(new double[1], new double[2]));
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Standardizer.of(new double[1], new double[] {bad}))
                    .withMessageContaining("feature 0");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Standardizer.of(new double[] {Double.NaN}, new double[] {1}));
        Dataset empty = FloatDataset.of(1, new float[0], 0, new float[0]);
        assertThatIllegalArgumentException().isThrownBy(() -> Standardizer.fit(empty));
    }

    private static float[] filled(int length) {
        float[] data = new float[length];
        Arrays.fill(data, -7);
        return data;
    }
}
