package dev.nn.network;

/**
 * What the values of a row are: an image, or just so many values, which are one pixel of as many channels.
 *
 * @param isImage whether the values have places in an image
 */
record RowShape(int height, int width, int channels, boolean isImage) {
    static RowShape flat(int values) {
        return new RowShape(1, 1, values, false);
    }

    static RowShape of(ImageShape image) {
        return new RowShape(image.height(), image.width(), image.channels(), true);
    }

    /** Values of a row. */
    int size() {
        return height * width * channels;
    }

    /** The row as an image. */
    ImageShape image() {
        return new ImageShape(height, width, channels);
    }

    /**
     * The image, where a layer needs one.
     *
     * @throws IllegalArgumentException if the row is none
     */
    ImageShape requireImage(int number, String layer) {
        if (isImage) return image();
        throw new IllegalArgumentException(
                "layer %d (%s) needs images and gets %d values: begin with Network.image(height, width, channels)"
                        .formatted(number, layer, size()));
    }

    @Override
    public String toString() {
        return isImage ? image().toString() : size() + " values";
    }
}
