package dev.nn.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The convolutions that kernels are tested on: those of well-known networks, shapes at the edges of what is possible, and
 * some hundred drawn by lot. A property takes a part of them, as of {@link Shapes}; without it every third is taken.
 */
public final class Convolutions {
    /** Batch, height, width, channels, filters, kernel, stride, dilation, padding (top left bottom right), groups. */
    private static final int[][] AWKWARD = {
        {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1},
        {0, 4, 4, 2, 2, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {2, 28, 28, 1, 16, 5, 5, 1, 1, 1, 1, 2, 2, 2, 2, 1},
        {1, 14, 14, 16, 32, 5, 5, 1, 1, 1, 1, 2, 2, 2, 2, 1},
        {1, 32, 32, 3, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {1, 16, 16, 16, 32, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1},
        {2, 16, 16, 16, 32, 1, 1, 2, 2, 1, 1, 0, 0, 0, 0, 1},
        {1, 8, 8, 32, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {1, 7, 7, 32, 80, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {3, 5, 7, 33, 65, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1},
        {5, 4, 4, 64, 64, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1},
        {1, 14, 14, 32, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 32},
        {3, 9, 9, 17, 17, 3, 3, 2, 2, 1, 1, 0, 0, 1, 1, 17},
        {2, 8, 8, 8, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 8},
        {2, 6, 6, 8, 24, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2},
        {1, 14, 11, 20, 20, 5, 5, 1, 1, 1, 1, 2, 2, 2, 2, 20},
        {2, 6, 19, 17, 17, 3, 3, 1, 1, 1, 1, 2, 0, 1, 1, 17},
        {1, 9, 12, 16, 16, 3, 5, 1, 1, 2, 1, 2, 4, 2, 1, 16},
        {1, 4, 5, 80, 80, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 80},
        {1, 1, 300, 2, 18, 1, 9, 1, 2, 1, 1, 0, 4, 0, 4, 1},
        {1, 250, 1, 3, 5, 7, 1, 3, 1, 2, 1, 6, 0, 6, 0, 1},
        {1, 3, 200, 2, 20, 3, 3, 1, 1, 1, 2, 1, 2, 1, 2, 1},
        {1, 2, 130, 3, 3, 2, 3, 1, 1, 1, 1, 1, 1, 0, 1, 3},
        {4, 7, 7, 3, 5, 7, 7, 1, 1, 1, 1, 6, 6, 6, 6, 1},
        {7, 4, 4, 3, 4, 4, 4, 1, 1, 1, 1, 0, 0, 0, 0, 1},
        {3, 9, 9, 3, 4, 2, 2, 3, 3, 1, 1, 0, 0, 0, 0, 1},
        {3, 10, 8, 4, 6, 1, 1, 3, 2, 1, 1, 0, 0, 0, 0, 2},
        {128, 4, 4, 3, 5, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {128, 1, 1, 16, 17, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1},
        {40, 6, 6, 16, 32, 3, 3, 1, 1, 1, 1, 0, 0, 0, 0, 1},
        {2, 5, 5, 70, 130, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {1, 3, 3, 260, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {1, 9, 9, 120, 17, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {3, 8, 8, 17, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
        {1, 8, 11, 16, 40, 5, 5, 1, 1, 1, 1, 2, 2, 2, 2, 1},
        {1, 17, 9, 20, 18, 3, 4, 1, 1, 1, 1, 1, 0, 1, 3, 1},
        {2, 9, 12, 34, 34, 1, 5, 1, 1, 1, 1, 0, 2, 0, 1, 2},
    };

    private static final int DRAWN = 290;

    /** Multiplications of one: what the definition takes some milliseconds for. */
    private static final long MOST = 300_000;

    private static final int[] CHANNELS = {1, 3, 16, 17}, FILTERS = {1, 3, 8, 16, 17, 33, 64, 70};
    private static final int[] KERNELS = {1, 2, 3, 5, 7}, BATCHES = {1, 1, 2, 7, 128};

    private Convolutions() {}

    /** Those of the part that this JVM was asked for, for {@link EveryConvolution}. */
    public static Stream<Convolution> all() {
        return all(System.getProperty(Shapes.PART, "1/3"));
    }

    /** Those of a part, like {@code 2/3}. */
    public static Stream<Convolution> all(String part) {
        return Shapes.part(part, list());
    }

    static List<Convolution> list() {
        List<Convolution> all = new ArrayList<>();
        for (int[] n : AWKWARD) {
            all.add(new Convolution(
                    n[0],
                    new ConvolutionShape(
                            n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14],
                            n[15])));
        }
        Random random = new Random(20261126);
        while (all.size() < AWKWARD.length + DRAWN) {
            Convolution drawn = drawn(random);
            if (drawn != null) all.add(drawn);
        }
        return all;
    }

    /** Null where the numbers don't make a convolution, or too large a one. */
    private static @Nullable Convolution drawn(Random random) {
        int channels = any(random, CHANNELS), filters = any(random, FILTERS);
        int groups = switch (random.nextInt(6)) {
            case 0 -> channels;
            case 1 -> 2;
            default -> 1;
        };
        if (groups > 1) filters = groups * (1 + random.nextInt(3));
        if (channels % groups != 0) return null;
        int kernelHeight = any(random, KERNELS),
                kernelWidth = random.nextInt(3) == 0 ? any(random, KERNELS) : kernelHeight;
        int dilationHeight = 1 + random.nextInt(4) / 3, dilationWidth = 1 + random.nextInt(4) / 3;
        int height = 1 + (int) (32 * Math.pow(random.nextDouble(), 2)),
                width = 1 + (int) (32 * Math.pow(random.nextDouble(), 2));
        int[] padding = new int[4];
        for (int i = 0; i < 4; i++) {
            int reach = i % 2 == 0 ? (kernelHeight - 1) * dilationHeight : (kernelWidth - 1) * dilationWidth;
            padding[i] = random.nextInt(reach + 1);
        }
        int strideHeight = 1 + random.nextInt(3), strideWidth = 1 + random.nextInt(3), batch = any(random, BATCHES);
        try {
            ConvolutionShape shape = new ConvolutionShape(
                    height,
                    width,
                    channels,
                    filters,
                    kernelHeight,
                    kernelWidth,
                    strideHeight,
                    strideWidth,
                    dilationHeight,
                    dilationWidth,
                    padding[0],
                    padding[1],
                    padding[2],
                    padding[3],
                    groups);
            long work = (long) batch * shape.out() * shape.patch();
            return work <= MOST && (long) batch * shape.in() <= MOST ? new Convolution(batch, shape) : null;
        } catch (IllegalArgumentException nothingIsLeft) {
            return null;
        }
    }

    private static int any(Random random, int[] numbers) {
        return numbers[random.nextInt(numbers.length)];
    }
}
