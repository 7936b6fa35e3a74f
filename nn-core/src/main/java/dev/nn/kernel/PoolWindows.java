package dev.nn.kernel;

import java.util.BitSet;

/**
 * What each pixel of a pooled image sees of the image before: a list of pixels, all of whose channels it sees.
 *
 * <p>Images are rows as in {@link ConvolutionShape}: the channels of a pixel stand side by side. Padding has no place in a
 * list, so a window at the border has fewer pixels than one in the middle.
 */
public final class PoolWindows {
    private final int channels;
    private final int inPixels;
    private final int[] ends;
    private final int[] places;
    private final boolean isPartition;

    /**
     * @param channels numbers in a pixel
     * @param inPixels pixels of an input image
     * @param ends for each pixel of the output, behind its last entry in {@code places}; each has at least one
     * @param places indices in the input image of a pixel's first channel, for one output pixel after the other, in the
     *     order in which they are looked at
     */
    public PoolWindows(int channels, int inPixels, int[] ends, int[] places) {
        this.channels = channels;
        this.inPixels = inPixels;
        this.ends = ends.clone();
        this.places = places.clone();
        int before = 0;
        for (int end : ends) {
            if (end <= before || end > places.length) {
                throw new IllegalArgumentException("a window must have at least one of the %d pixels, was %d to %d"
                        .formatted(places.length, before, end));
            }
            before = end;
        }
        BitSet seen = new BitSet(inPixels);
        for (int place : places) seen.set(place / channels);
        this.isPartition = places.length == inPixels && seen.cardinality() == inPixels;
    }

    /** Numbers in a pixel, of the input and of the output. */
    public int channels() {
        return channels;
    }

    /** Pixels of an input image. */
    public int inPixels() {
        return inPixels;
    }

    /** Whether each pixel of an input image is in one window and no other. */
    public boolean isPartition() {
        return isPartition;
    }

    /** Pixels of an output image. */
    public int outPixels() {
        return ends.length;
    }

    /** The number of the first pixel that the output pixel {@code p} sees. */
    public int first(int p) {
        return p == 0 ? 0 : ends[p - 1];
    }

    /** Behind the number of the last pixel that the output pixel {@code p} sees. */
    public int end(int p) {
        return ends[p];
    }

    /** The index in the input image of the first channel of the pixel with this number. */
    public int place(int number) {
        return places[number];
    }

    /** Numbers that all windows of an image see together. */
    public long work() {
        return (long) places.length * channels;
    }
}
