package dev.nn.bench.work;

import dev.nn.data.Dataset;
import dev.nn.data.ImageDataset;
import java.util.Random;

/**
 * Images of 28 × 28 bytes in ten classes that can be learnt in a few steps: a pattern of each class under noise, darker
 * towards the border, which itself is always black, as in MNIST.
 *
 * @param pixels image after image
 * @param labels the class of each
 */
public record SyntheticDigits(byte[] pixels, int[] labels) {
    private static final int SIDE = 28, CLASSES = 10, BORDER = 2, DIFFERENT = 4096;

    /** So many images, some thousand of them different; the same for the same number. */
    public static SyntheticDigits of(int count) {
        int size = SIDE * SIDE;
        Random random = new Random(28);
        boolean[][] patterns = new boolean[CLASSES][size];
        for (boolean[] pattern : patterns) {
            for (int i = 0; i < size; i++) pattern[i] = random.nextInt(3) == 0;
        }
        byte[] pixels = new byte[count * size];
        int[] labels = new int[count];
        for (int n = 0; n < count; n++) {
            if (n >= DIFFERENT) {
                labels[n] = labels[n - DIFFERENT];
                System.arraycopy(pixels, (n - DIFFERENT) * size, pixels, n * size, size);
                continue;
            }
            labels[n] = random.nextInt(CLASSES);
            draw(patterns[labels[n]], random, pixels, n * size);
        }
        return new SyntheticDigits(pixels, labels);
    }

    private static void draw(boolean[] pattern, Random random, byte[] pixels, int at) {
        for (int i = 0; i < pattern.length; i++) {
            int row = i / SIDE, column = i % SIDE;
            int border = Math.min(Math.min(row, column), SIDE - 1 - Math.max(row, column));
            boolean ink = pattern[i] ? random.nextInt(8) != 0 : random.nextInt(12) == 0;
            // Rarely lit near the border: the moments of such inputs decay for long between two gradients.
            boolean dark = border < BORDER || (border == BORDER && random.nextInt(500) != 0);
            if (ink && !dark) pixels[at + i] = (byte) (128 + random.nextInt(128));
        }
    }

    public int size() {
        return labels.length;
    }

    /** The images as a data set of ours. */
    public Dataset dataset() {
        return ImageDataset.of(SIDE, SIDE, pixels, labels);
    }

    /** Copies one image as floats from 0 to 1. */
    public void copy(int image, float[] to, int at) {
        int size = SIDE * SIDE;
        for (int i = 0; i < size; i++) to[at + i] = (pixels[image * size + i] & 0xff) / 255f;
    }
}
