package dev.nn.network;

import dev.nn.guard.Memory;

/**
 * The size of images: height × width pixels of {@code channels} values.
 *
 * <p>An image is one row of a batch, in the order height, width, channel: value (y, x, c) stands at
 * {@code (y * width + x) * channels + c}. Other libraries call that order HWC, or NHWC for a batch.
 */
public record ImageShape(int height, int width, int channels) {
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "an image needs at least 1 row, 1 column and 1 channel, was " + text(height, width, channels));
        }
        long pixels = (long) height * width;
        // Where the pixels alone are too many, their product with the channels may be beyond a long.
        long values = pixels > Memory.LARGEST_ARRAY ? pixels : pixels * channels;
        Memory.requireArray(values, "an image of " + text(height, width, channels));
    }

    /** Height times width. */
    public int pixels() {
        return height * width;
    }

    /** Values of one image. */
    public int size() {
        return pixels() * channels;
    }

    /** Place in a row, height × width × channel, of the value that is at {@code i} in channel × height × width. */
    public int fromChannelsFirst(int i) {
        return i % pixels() * channels + i / pixels();
    }

    /** Height, width and channels, as messages have them: {@code 28×28×1}. */
    @Override
    public String toString() {
        return text(height, width, channels);
    }

    private static String text(int height, int width, int channels) {
        return height + "×" + width + "×" + channels;
    }
}
