package dev.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changed copies of images: what stays, what moves, and that a seed gives the same ones. */
class AugmentedImagesTest {
    private static final int SIDE = 9;

    /** A white square of 3 × 3 in the middle; labels 4 and 7. */
    private static ImageDataset images() {
        byte[] pixels = new byte[2 * SIDE * SIDE];
        for (int image = 0; image < 2; image++) {
            for (int y = 3; y < 6; y++) {
                for (int x = 3; x < 6; x++) pixels[(image * SIDE + y) * SIDE + x] = (byte) 255;
            }
        }
        return ImageDataset.of(SIDE, SIDE, pixels, new int[] {4, 7});
    }

    private static float[] row(Dataset data, int row) {
        float[] values = new float[1 + SIDE * SIDE];
        data.copyFeatures(row, values, 1);
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void theFirstCopiesAreTheImagesAndLabelsStay(Augmentation change) {
        AugmentedImages data = AugmentedImages.of(images(), change, 3, 1);
        assertThat(data.size()).isEqualTo(6);
        assertThat(data.features()).isEqualTo(SIDE * SIDE);
        float[] target = new float[1];
        for (int row = 0; row < 6; row++) {
            if (row < 2) assertThat(row(data, row)).isEqualTo(row(images(), row));
            data.copyTarget(row, target, 0);
            assertThat(target[0]).isEqualTo(row % 2 == 0 ? 4 : 7);
        }
    }

    /** Moved by at most two pixels, each of the 25 ways happens, and nothing gets lost. */
    @Test
    void shiftsMoveTheWholeImage() {
        AugmentedImages data = AugmentedImages.of(images(), Augmentation.SHIFT, 400, 1);
        Set<Integer> corners = new HashSet<>();
        for (int row = 2; row < data.size(); row++) {
            float[] values = row(data, row);
            int corner = 0;
            while (values[1 + corner] == 0) corner++;
            corners.add(corner);
            int y = corner / SIDE, x = corner % SIDE;
            assertThat(y).isBetween(1, 5);
            assertThat(x).isBetween(1, 5);
            for (int i = 0; i < SIDE * SIDE; i++) {
                boolean white = i / SIDE >= y && i / SIDE < y + 3 && i % SIDE >= x && i % SIDE < x + 3;
                assertThat(values[1 + i]).isEqualTo(white ? 1 : 0);
            }
        }
        assertThat(corners).hasSize(25);
    }

    /** What is white stays about as much, about where it was, and between black and white. */
    @Test
    void affineChangesAreSmall() {
        AugmentedImages data = AugmentedImages.of(images(), Augmentation.AFFINE, 200, 1);
        Set<Float> sums = new HashSet<>();
        for (int row = 2; row < data.size(); row++) {
            float sum = 0, moment = 0;
            for (int i = 0; i < SIDE * SIDE; i++) {
                float value = row(data, row)[1 + i];
                assertThat(value).isBetween(0f, 1.0001f);
                sum += value;
                moment += value * (i % SIDE);
            }
            assertThat(sum).isBetween(6f, 12.5f);
            assertThat(moment / sum).isBetween(1.5f, 6.5f);
            sums.add(sum);
        }
        assertThat(sums).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void aSeedGivesTheSameCopiesWithoutAllocating(Augmentation change) {
        AugmentedImages data = AugmentedImages.of(images(), change, 9, 5);
        AugmentedImages same = AugmentedImages.of(images(), change, 9, 5);
        AugmentedImages other = AugmentedImages.of(images(), change, 9, 6);
        int different = 0;
        for (int row = 0; row < data.size(); row++) {
            assertThat(row(same, row)).isEqualTo(row(data, row));
            if (!Arrays.equals(row(other, row), row(data, row))) different++;
        }
        assertThat(different).isGreaterThan(10);
        float[] to = new float[SIDE * SIDE];
        ScalarDenseKernels kernels = new ScalarDenseKernels();
        assertThat(AllocationProbe.bytesPerCall(() -> data.copyFeatures(kernels, 17, to, 0)))
                .isZero();
    }

    @Test
    void impossibleCopiesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AugmentedImages.of(images(), Augmentation.SHIFT, 0, 1))
                .withMessage("at least 1 copy is needed, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AugmentedImages.of(images(), Augmentation.SHIFT, Integer.MAX_VALUE, 1))
                .withMessageContaining("2147483647 copies of 2 images");
    }
}
