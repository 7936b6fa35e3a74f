package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Max pooling: bit for bit what the definition says, for every number of channels around the vectors' widths, windows that
 * overlap, have gaps or lie at the border, and every kind of float.
 */
interface MaxPoolContract extends ConvolutionContract {
    int IMAGES = 3;

    /** Windows of {@code height × width} on images of 5 × 4 pixels. */
    static PoolWindows windows(int channels, int height, int width, int stride, int padding) {
        List<Integer> ends = new ArrayList<>(), places = new ArrayList<>();
        for (int y = -padding; y + height <= 5 + padding; y += stride) {
            for (int x = -padding; x + width <= 4 + padding; x += stride) {
                for (int i = Math.max(y, 0); i < Math.min(y + height, 5); i++) {
                    for (int j = Math.max(x, 0); j < Math.min(x + width, 4); j++) places.add((i * 4 + j) * channels);
                }
                ends.add(places.size());
            }
        }
        return new PoolWindows(channels, 20, ints(ends), ints(places));
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    static Stream<PoolWindows> everyWindow() {
        return Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 20, 23, 24, 31, 32, 33, 35, 47, 48, 64, 67)
                .flatMap(channels -> Stream.of(
                        windows(channels, 2, 2, 2, 0),
                        windows(channels, 3, 2, 1, 1),
                        windows(channels, 1, 1, 2, 0),
                        windows(channels, 5, 4, 1, 0)));
    }

    /** The index in an image of what the definition of {@link ConvolutionKernels#maxPool} chooses. */
    private static int chosen(PoolWindows windows, int p, int channel, GuardedRows x, int image) {
        int at = windows.place(windows.first(p)) + channel;
        for (int k = windows.first(p) + 1; k < windows.end(p); k++) {
            int next = windows.place(k) + channel;
            boolean isNaN = Float.isNaN(x.get(image, next)), wasNaN = Float.isNaN(x.get(image, at));
            if (isNaN || (!wasNaN && x.get(image, next) > x.get(image, at))) at = next;
        }
        return at;
    }

    /** Numbers among which ties are frequent, NaN, infinities and −0. */
    private static GuardedRows random(int columns, Random random) {
        float[] special = {
            0f, -0f, 1, -1, 1, 2, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 3, -3
        };
        GuardedRows rows = GuardedRows.random(IMAGES, columns, random);
        for (int r = 0; r < IMAGES; r++) {
            for (int c = 0; c < columns; c++) {
                if (random.nextInt(3) == 0) rows.set(r, c, special[random.nextInt(special.length)]);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("everyWindow")
    default void theLargestOfEachWindowAndItsGradient(PoolWindows windows) {
        int channels = windows.channels(), in = windows.inPixels() * channels, out = windows.outPixels() * channels;
        Random random = new Random(channels * 31L + windows.outPixels());
        GuardedRows x = random(in, random), dy = GuardedRows.random(IMAGES, out, random);
        GuardedRows y = GuardedRows.blank(IMAGES, out, random), dx = GuardedRows.blank(IMAGES, in, random);
        GuardedRows expected = y.copy(), expectedGradient = dx.copy();
        for (int image = 0; image < IMAGES; image++) {
            for (int i = 0; i < in; i++) expectedGradient.set(image, i, 0);
            for (int i = 0; i < out; i++) {
                int at = chosen(windows, i / channels, i % channels, x, image);
                expected.set(image, i, x.get(image, at));
                expectedGradient.set(image, at, expectedGradient.get(image, at) + dy.get(image, i));
            }
        }
        for (int image = 0; image < IMAGES; image++) {
            // In parts, of which the first is empty.
            int from = image, to = image + 1;
            kernels().maxPool(from, from, x.view(), windows, y.view());
            kernels().maxPool(from, to, x.view(), windows, y.view());
            kernels().maxPoolInput(from, to, dy.view(), x.view(), windows, dx.view());
            y.assertOnlyWritten("Y", 0, to, 0, out);
            dx.assertOnlyWritten("dX", 0, to, 0, in);
        }
        y.assertSameBits("Y of %d channels".formatted(channels), expected);
        dx.assertSameBits("dX of %d channels".formatted(channels), expectedGradient);
        GuardedRows whole = y.copy();
        kernels().maxPool(0, IMAGES, x.view(), windows, whole.view());
        whole.assertSameBits("Y at once", y);
        assertThat(windows.work()).isEqualTo((long) windows.end(windows.outPixels() - 1) * channels);
    }
}
