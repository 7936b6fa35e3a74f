package dev.nn.simd.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The two ways to dX, in blocks of any length: the same bits, and nothing written beyond the columns asked for. */
final class InputByRowsTest {
    /** Around blocks of rows, vectors, panels and blocks of the sum. */
    private static final int[] BATCHES = {1, 9, 16, 31, 63, 64, 65, 130}, INPUTS = {1, 15, 64, 65, 133};

    private static final int[] OUTPUTS = {17, 64, 67, 128, 141, BlockLength.KC + 64, BlockLength.KC + 70};

    private static final float UNTOUCHED = 12345;

    @Test
    void sameBitsAsByTransposingWeights() {
        Random random = new Random(1);
        for (int batch : BATCHES) {
            for (int in : INPUTS) {
                for (int out : OUTPUTS) {
                    compare(batch, in, out, BlockLength.KC, Blocking.NR, random);
                    compare(batch, in, out, Blocking.NR, BlockLength.KC, random);
                }
            }
        }
    }

    private static void compare(int batch, int in, int out, int rowsKc, int columnsKc, Random random) {
        PanelLayout layout = new PanelLayout(in, out);
        Affine parameters = Affine.allocate(layout);
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) parameters.setWeight(i, j, random.nextFloat() - 0.5f);
        }
        Rows dz = new Rows(new float[batch * out + 3], 3, out);
        for (int i = 0; i < dz.data().length; i++) dz.data()[i] = random.nextFloat() - 0.5f;
        int from = in > 20 ? 16 : 0;
        Rows byRows = dx(batch, in), byColumns = dx(batch, in);
        // What earlier calls have left in scratch memory must not matter.
        Workspace workspace =
                new Workspace().reserve(Math.max(InputByRows.scratch(1024, out), InputProduct.scratch(out)));
        Arrays.fill(workspace.scratch(), Float.NaN);
        TileFrame.of(workspace).setBlockLength(rowsKc);
        InputWay.ROWS.multiply(batch, from, in, dz, parameters, byRows, workspace);
        Arrays.fill(workspace.scratch(), Float.NaN);
        TileFrame.of(workspace).setBlockLength(columnsKc);
        InputWay.COLUMNS.multiply(batch, from, in, dz, parameters, byColumns, workspace);
        assertThat(byRows.data()).as("%d × %d → %d", batch, in, out).containsExactly(byColumns.data());
        assertThat(byRows.data()[0]).isEqualTo(UNTOUCHED);
        assertThat(byRows.data()[byRows.index(batch - 1, in)]).isEqualTo(UNTOUCHED);
        assertThat(byRows.data()[byRows.index(batch - 1, in - 1)]).isNotEqualTo(UNTOUCHED);
    }

    /** A matrix with a margin all around. */
    private static Rows dx(int batch, int in) {
        float[] data = new float[5 + batch * (in + 4)];
        Arrays.fill(data, UNTOUCHED);
        return new Rows(data, 5, in + 4);
    }
}
