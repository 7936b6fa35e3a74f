package dev.nn.examples.mnist;

import dev.nn.data.ImageDataset;
import dev.nn.data.Split;
import dev.nn.data.Subset;

/**
 * Training images in two parts, drawn at random.
 *
 * @param train to learn from
 * @param validation to decide by when to stop
 */
record HeldOut(ImageDataset train, ImageDataset validation) {
    /** Holds back a share of the images; the same seed gives the same parts. */
    static HeldOut of(ImageDataset images, double share, long seed) {
        Split split = Split.of(images, share, seed);
        return new HeldOut(copy(images, split.train()), copy(images, split.validation()));
    }

    private static ImageDataset copy(ImageDataset images, Subset part) {
        int length = images.features();
        byte[] pixels = new byte[Math.multiplyExact(part.size(), length)];
        int[] labels = new int[part.size()];
        for (int i = 0; i < labels.length; i++) {
            int image = part.rowInWhole(i);
            System.arraycopy(images.pixels(image), 0, pixels, i * length, length);
            labels[i] = images.label(image);
        }
        return ImageDataset.of(images.rows(), images.columns(), pixels, labels);
    }
}
