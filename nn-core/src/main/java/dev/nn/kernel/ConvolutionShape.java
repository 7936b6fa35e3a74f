package dev.nn.kernel;

import dev.nn.guard.Memory;

/**
 * The sizes of one convolution: the image that goes in, the kernel that moves over it, and what surrounds the image.
 *
 * <p>An image is one row of {@link Rows}, its pixels row by row, the channels of a pixel side by side (NHWC): element
 * (h, w, c) is the {@code (h · width + w) · channels + c}-th float. The output is an image too, {@link #outHeight} × {@link
 * #outWidth} × filters:
 *
 * <pre>z[oh][ow][f] = b[f] + Σ x[oh·strideHeight + i·dilationHeight − top][ow·strideWidth + j·dilationWidth − left][g·C + c] · W[i][j][c][f]</pre>
 *
 * over kernel rows i, kernel columns j and the C = channels / groups channels c of the filter's group g, where x is zero
 * outside the image. W is a matrix of {@link #patch} × filters, its rows in the order (i, j, c).
 *
 * @param height rows of the input image
 * @param width columns of the input image
 * @param channels numbers in a pixel of the input image
 * @param filters numbers in a pixel of the output image
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideHeight rows from one output pixel's place in the input to the next one's
 * @param strideWidth columns from one output pixel's place in the input to the next one's
 * @param dilationHeight rows from one row of the kernel to the next
 * @param dilationWidth columns from one column of the kernel to the next
 * @param top rows of zeros above the image, like the other three fewer than the kernel reaches
 * @param left columns of zeros before the image
 * @param bottom rows of zeros below the image
 * @param right columns of zeros behind the image
 * @param groups into which channels and filters are divided; a filter sees its own group's channels only
 */
public record ConvolutionShape(
        int height,
        int width,
        int channels,
        int filters,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int top,
        int left,
        int bottom,
        int right,
        int groups) {
    /** @throws IllegalArgumentException in one line, if there is no such convolution or an array can't hold its images */
    public ConvolutionShape {
        positive("height of the image", height);
        positive("width of the image", width);
        positive("channels", channels);
        positive("filters", filters);
        positive("height of the kernel", kernelHeight);
        positive("width of the kernel", kernelWidth);
        positive("stride", Math.min(strideHeight, strideWidth));
        positive("dilation", Math.min(dilationHeight, dilationWidth));
        positive("groups", groups);
        if (channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    "groups must divide channels and filters, were %d groups of %d channels and %d filters"
                            .formatted(groups, channels, filters));
        }
        long rows = reach(kernelHeight, dilationHeight), columns = reach(kernelWidth, dilationWidth);
        padding(top, rows, "top");
        padding(bottom, rows, "bottom");
        padding(left, columns, "left");
        padding(right, columns, "right");
        if (rows > (long) top + height + bottom || columns > (long) left + width + right) {
            String kernel = rows == kernelHeight && columns == kernelWidth
                    ? "convolution %d×%d".formatted(kernelHeight, kernelWidth)
                    : "convolution %d×%d, dilated to %d×%d,".formatted(kernelHeight, kernelWidth, rows, columns);
            String around = top + left + bottom + right == 0
                    ? "without padding"
                    : "with padding %d, %d, %d, %d (top, left, bottom, right)".formatted(top, left, bottom, right);
            throw new IllegalArgumentException(
                    "%s on %d×%d %s leaves nothing".formatted(kernel, height, width, around));
        }
        array("an input image of %d×%d×%d".formatted(height, width, channels), height, width, channels);
        // What the padded image has must be an int, too: kernels compute places in it.
        array(
                "an input image of %d×%d×%d with its padding".formatted(height, width, channels),
                (long) top + height + bottom,
                (long) left + width + right,
                channels);
        long outHeight = ((long) top + height + bottom - rows) / strideHeight + 1;
        long outWidth = ((long) left + width + right - columns) / strideWidth + 1;
        array("an output image of %d×%d×%d".formatted(outHeight, outWidth, filters), outHeight, outWidth, filters);
        int own = channels / groups;
        array(
                "weights of %d filters of %d×%d×%d".formatted(filters, kernelHeight, kernelWidth, own),
                kernelHeight,
                kernelWidth,
                own,
                filters);
    }

    /** A square kernel on square images, the same padding all around, without dilation and groups. */
    public static ConvolutionShape square(int size, int channels, int filters, int kernel, int stride, int padding) {
        return new ConvolutionShape(
                size, size, channels, filters, kernel, kernel, stride, stride, 1, 1, padding, padding, padding, padding,
                1);
    }

    /** Rows of the output image. */
    public int outHeight() {
        return (top + height + bottom - reachHeight()) / strideHeight + 1;
    }

    /** Columns of the output image. */
    public int outWidth() {
        return (left + width + right - reachWidth()) / strideWidth + 1;
    }

    /** Pixels of the output image. */
    public int outPixels() {
        return outHeight() * outWidth();
    }

    /** Floats of an input image. */
    public int in() {
        return height * width * channels;
    }

    /** Floats of an output image. */
    public int out() {
        return outPixels() * filters;
    }

    /** Rows from the kernel's first to its last, both included. */
    public int reachHeight() {
        return (int) reach(kernelHeight, dilationHeight);
    }

    /** Columns from the kernel's first to its last, both included. */
    public int reachWidth() {
        return (int) reach(kernelWidth, dilationWidth);
    }

    /** Channels in a group. */
    public int groupChannels() {
        return channels / groups;
    }

    /** Filters in a group. */
    public int groupFilters() {
        return filters / groups;
    }

    /** Numbers of the input that an output depends on, which are the rows of W: kernel height · kernel width · channels in a group. */
    public int patch() {
        return kernelHeight * kernelWidth * groupChannels();
    }

    /** Whether each channel has a filter of its own. */
    public boolean isDepthwise() {
        return groups == channels && groups == filters;
    }

    /** Whether each output pixel depends on the input pixel at its own place alone: a dense layer for each pixel. */
    public boolean isPointwise() {
        return kernelHeight == 1 && kernelWidth == 1 && strideHeight == 1 && strideWidth == 1 && groups == 1;
    }

    /**
     * The output pixels of all images as one matrix of (images · outPixels) × filters: what lets {@link
     * DenseKernels#backwardActivation} work on images.
     *
     * @throws IllegalArgumentException if there is room between the images
     */
    public Rows outPixels(Rows images) {
        if (images.stride() != out()) {
            throw new IllegalArgumentException("images of %d floats are not one behind the other, their stride is %d"
                    .formatted(out(), images.stride()));
        }
        return new Rows(images.data(), images.offset(), filters);
    }

    private static long reach(int kernel, int dilation) {
        return (kernel - 1L) * dilation + 1;
    }

    private static void positive(String what, int value) {
        if (value < 1) throw new IllegalArgumentException(what + " must be positive, was " + value);
    }

    private static void padding(int padding, long reach, String where) {
        if (padding < 0 || padding >= reach) {
            throw new IllegalArgumentException("padding at the %s must be 0 to %d, less than the kernel reaches, was %d"
                    .formatted(where, reach - 1, padding));
        }
    }

    /** The product of these factors, if an array holds so many; stops before a product overflows. */
    private static int array(String what, long... factors) {
        long product = 1;
        for (long factor : factors) product = Memory.requireArray(product * Memory.requireArray(factor, what), what);
        return (int) product;
    }
}
