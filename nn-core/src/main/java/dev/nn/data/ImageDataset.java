package dev.nn.data;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Grey images of 8 bits per pixel with one label each, such as MNIST.
 *
 * <p>Features are the pixels row by row, from 0 (byte 0) to 1 (byte 255); the target is the label. Pixels stay bytes
 * until a batch is gathered, a quarter of the memory that floats would take.
 */
public final class ImageDataset implements BatchSource {
    private static final float WHITE = 255;

    /** Bytes in a cache line. */
    private static final int LINE = 64;

    private final int rows;
    private final int columns;
    private final byte[] pixels;
    private final int[] labels;

    /** Where {@link #touch} leaves what it has read, so that the reading is not optimised away. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    private ImageDataset(int rows, int columns, byte[] pixels, int[] labels) {
        this.rows = rows;
        this.columns = columns;
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Images in memory. The arrays aren't copied: don't change them afterwards.
     *
     * @param rows height of an image
     * @param columns width of an image
     * @param pixels unsigned bytes, image after image, row after row
     * @param labels one per image, not negative
     * @throws IllegalArgumentException if the lengths don't match or a label is negative
     */
    public static ImageDataset of(int rows, int columns, byte[] pixels, int[] labels) {
        if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "an image must have 1 to %d pixels, was %d × %d".formatted(Integer.MAX_VALUE, rows, columns));
        }
        long expected = (long) labels.length * rows * columns;
        if (pixels.length != expected) {
            throw new IllegalArgumentException("%d images of %d × %d need %d pixels, got %d"
                    .formatted(labels.length, rows, columns, expected, pixels.length));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0) continue;
            throw new IllegalArgumentException("label of image %d must not be negative, is %d".formatted(i, labels[i]));
        }
        return new ImageDataset(rows, columns, pixels, labels);
    }

    /**
     * Reads images and labels from two IDX files, plain or gzipped.
     *
     * @throws DataFormatException if one isn't what it should be, or their counts differ
     */
    public static ImageDataset read(Path images, Path labels) throws IOException {
        try (InputStream imageStream = Files.newInputStream(images);
                InputStream labelStream = Files.newInputStream(labels)) {
            return read(images.toString(), imageStream, labels.toString(), labelStream);
        }
    }

    /**
     * Reads images and labels from two IDX streams, plain or gzipped, to their ends; the caller closes them.
     *
     * @param imagesName what messages call the images
     * @param labelsName what messages call the labels
     * @throws DataFormatException if one isn't what it should be, or their counts differ
     */
    public static ImageDataset read(String imagesName, InputStream images, String labelsName, InputStream labels)
            throws IOException {
        IdxReader.Bytes pixels = IdxReader.read(imagesName, images, 3);
        IdxReader.Bytes classes = IdxReader.read(labelsName, labels, 1);
        if (classes.dimension(0) != pixels.dimension(0)) {
            throw new DataFormatException(
                    labelsName,
                    "count doesn't match",
                    IdxReader.DIMENSIONS_AT,
                    pixels.dimension(0) + " labels, one for each image",
                    classes.dimension(0) + "");
        }
        int[] numbers = new int[classes.dimension(0)];
        for (int i = 0; i < numbers.length; i++) numbers[i] = Byte.toUnsignedInt(classes.values()[i]);
        return of(pixels.dimension(1), pixels.dimension(2), pixels.values(), numbers);
    }

    /** Height of an image. */
    public int rows() {
        return rows;
    }

    /** Width of an image. */
    public int columns() {
        return columns;
    }

    /** The pixels of one image, row after row, as unsigned bytes; a copy. */
    public byte[] pixels(int image) {
        byte[] copy = new byte[features()];
        System.arraycopy(pixels, image * features(), copy, 0, copy.length);
        return copy;
    }

    public int label(int image) {
        return labels[image];
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int features() {
        return rows * columns;
    }

    @Override
    public int targets() {
        return 1;
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        int n = features(), first = row * n;
        for (int i = 0; i < n; i++) to[at + i] = (pixels[first + i] & 0xff) / WHITE;
    }

    @Override
    public void copyFeatures(DenseKernels kernels, int row, float[] to, int at) {
        int n = features();
        kernels.training().scaleBytes(pixels, row * n, WHITE, to, at, n);
    }

    @Override
    public List<Operation> operations() {
        return List.of(new Operation.ByteScaling());
    }

    /** Reads a byte of each cache line. The images are far larger than any cache, and come in random order. */
    @Override
    public void touch(int row) {
        int n = features(), first = row * n, sum = 0;
        for (int i = 0; i < n; i += LINE) sum += pixels[first + i];
        // So few bytes never add up to that, but the compiler doesn't know, and keeps the reads.
        // A write for each row would take the field from the other threads' caches.
        if (sum == Integer.MIN_VALUE) touched = sum;
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        to[at] = labels[row];
    }
}
