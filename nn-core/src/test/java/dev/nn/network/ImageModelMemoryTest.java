package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Large batches of images pass through a model in blocks: memory stays small, and the bits are those of single images. */
class ImageModelMemoryTest {
    private static final int ROWS = 700;

    /** Between its layers an image has 20,850 numbers. */
    private static Network network() {
        return Network.image(20, 20, 1)
                .convolution(16, 3)
                .padding(1)
                .activation(Activation.RELU)
                .convolution(16, 1)
                .add(b -> b.maxPool(1))
                .maxPool(2)
                .dense(3)
                .build(Initializer.he(), 3, new ScalarDenseKernels());
    }

    @Test
    void memoryBetweenTheLayersIsForABlockOnly() {
        Model model = network().freeze();
        model.newWorkspace(1);
        long before = AllocationProbe.allocatedBytes();
        ModelWorkspace small = model.newWorkspace(64);
        long middle = AllocationProbe.allocatedBytes();
        ModelWorkspace large = model.newWorkspace(10_000);
        long after = AllocationProbe.allocatedBytes();
        assertThat(small.maxBatch()).isEqualTo(64);
        assertThat(large.maxBatch()).isEqualTo(10_000);
        long ends = 4L * 10_000 * (416 + 16); // images and outputs, with what separates the rows
        assertThat(after - middle - ends).isLessThan(4 * (middle - before));
        assertThat(after - middle).isLessThan(40_000_000); // and not 10,000 · 20,850 · 4 = 834,000,000
    }

    @Test
    void blocksHaveTheBitsOfSingleImages() {
        Network network = network();
        Model model = network.freeze();
        float[] x = ImageNetworks.values(ROWS * network.in(), 4);
        Rows images = Rows.of(x, network.in());
        float[] expected = new float[ROWS * 3];
        ModelWorkspace one = model.newWorkspace(1);
        for (int r = 0; r < ROWS; r++) {
            float[] y = new float[3];
            model.predict(Arrays.copyOfRange(x, r * network.in(), (r + 1) * network.in()), y, one);
            System.arraycopy(y, 0, expected, 3 * r, 3);
        }
        for (int threads : new int[] {1, 3}) {
            try (ExecutorService executor = Executors.newFixedThreadPool(3);
                    Team team = threads == 1 ? Team.single() : Team.of(executor, threads)) {
                ModelWorkspace workspace = model.newWorkspace(ROWS, team);
                for (int rows : new int[] {ROWS, 1, 161, 333}) {
                    Rows y = Rows.of(new float[ROWS * 3], 3);
                    model.predict(rows, images, y, workspace);
                    assertThat(Arrays.copyOf(y.data(), rows * 3))
                            .as("%d rows, %d threads", rows, threads)
                            .isEqualTo(Arrays.copyOf(expected, rows * 3));
                    for (int i = rows * 3; i < ROWS * 3; i++)
                        assertThat(y.data()[i]).isZero();
                }
            }
        }
    }
}
