package dev.nn.simd.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** dW of layers too wide for one block: the same bits as a few inputs at a time, whose panels are packed one by one. */
final class WeightsProductTest {
    /** More outputs than are packed at a time, at any width. */
    private static final int OUT = 16 * 16 * 4 + 76;

    private static final int PIECE = 48;

    private static final float UNTOUCHED = 12345;

    @Test
    void sameBitsWhereXIsPacked() {
        compare(65, 1030);
    }

    @Test
    void sameBitsWhereXIsReadFromAfar() {
        compare(140, 500);
    }

    private static void compare(int batch, int in) {
        Random random = new Random(1);
        PanelLayout layout = new PanelLayout(in, OUT);
        Rows x = matrix(batch, in, random), dz = matrix(batch, OUT, random);
        Affine whole = blank(layout), pieces = blank(layout);
        // What earlier calls have left in scratch memory must not matter.
        Workspace workspace = new Workspace().reserve(WeightsProduct.scratch(batch, layout));
        Arrays.fill(workspace.scratch(), Float.NaN);
        WeightsProduct product = WeightsProduct.of(workspace);
        product.multiply(batch, 0, in, x, dz, whole, false);
        for (int i = 0; i < in; i += PIECE) {
            Arrays.fill(workspace.scratch(), Float.NaN);
            product.multiply(batch, i, Math.min(in, i + PIECE), x, dz, pieces, false);
        }
        assertThat(Arrays.mismatch(whole.data(), pieces.data()))
                .as("first difference")
                .isEqualTo(-1);
        for (int i : new int[] {0, in / 2, in - 1}) {
            for (int j : new int[] {0, OUT - 76, OUT - 1}) {
                assertThat(whole.weight(i, j)).isCloseTo(product(batch, x, i, dz, j), within(batch));
            }
        }
    }

    private static float product(int batch, Rows x, int i, Rows dz, int j) {
        double sum = 0;
        for (int r = 0; r < batch; r++) sum += (double) x.data()[x.index(r, i)] * dz.data()[dz.index(r, j)];
        return (float) sum;
    }

    /** Terms are below 1/4, so partial sums are below batch/4, each rounded by half an ulp. */
    private static Offset<Float> within(int batch) {
        return Offset.offset(batch * batch / 4f * 0x1p-24f);
    }

    private static Rows matrix(int rows, int columns, Random random) {
        Rows matrix = Rows.allocate(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) matrix.data()[matrix.index(r, c)] = random.nextFloat() - 0.5f;
        }
        return matrix;
    }

    private static Affine blank(PanelLayout layout) {
        Affine gradient = Affine.allocate(layout);
        Arrays.fill(gradient.data(), UNTOUCHED);
        return gradient;
    }
}
