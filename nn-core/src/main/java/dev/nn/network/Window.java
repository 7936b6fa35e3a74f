package dev.nn.network;

/**
 * A window that slides over images: the pixels that a convolution or a pooling layer sees for each pixel of its output.
 *
 * @param height of the window in pixels
 * @param width of the window in pixels
 * @param strideHeight rows from one position to the next
 * @param strideWidth columns from one position to the next
 * @param dilationHeight rows from one pixel of the window to the next
 * @param dilationWidth columns from one pixel of the window to the next
 * @param top rows of padding above the image
 * @param left columns of padding left of the image
 * @param bottom rows of padding below the image
 * @param right columns of padding right of the image
 * @param ceil whether a last position that reaches over the padded image counts, as {@code ceil_mode} in PyTorch
 */
public record Window(
        int height,
        int width,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int top,
        int left,
        int bottom,
        int right,
        boolean ceil) {
    public Window {
        requirePositive("window", height, width);
        requirePositive("stride", strideHeight, strideWidth);
        requirePositive("dilation", dilationHeight, dilationWidth);
        if (top < 0 || left < 0 || bottom < 0 || right < 0) {
            throw new IllegalArgumentException("padding must not be negative, was %d above, %d left, %d below, %d right"
                    .formatted(top, left, bottom, right));
        }
    }

    private static void requirePositive(String what, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("%s must be at least 1×1, was %d×%d".formatted(what, height, width));
        }
    }

    /** A window that moves by {@code stride} both ways, without padding. */
    static Window of(int height, int width, int strideHeight, int strideWidth) {
        return new Window(height, width, strideHeight, strideWidth, 1, 1, 0, 0, 0, 0, false);
    }

    Window stride(int rows, int columns) {
        return new Window(height, width, rows, columns, dilationHeight, dilationWidth, top, left, bottom, right, ceil);
    }

    Window dilation(int rows, int columns) {
        return new Window(height, width, strideHeight, strideWidth, rows, columns, top, left, bottom, right, ceil);
    }

    Window padding(int above, int leftOf, int below, int rightOf) {
        return new Window(
                height,
                width,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth,
                above,
                leftOf,
                below,
                rightOf,
                ceil);
    }

    Window ceil(boolean whether) {
        return new Window(
                height,
                width,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth,
                top,
                left,
                bottom,
                right,
                whether);
    }

    /** Whether there is any padding. */
    public boolean isPadded() {
        return top != 0 || left != 0 || bottom != 0 || right != 0;
    }

    /** Rows of the output over images of that height; less than 1 if the window doesn't fit. */
    public int outHeight(int imageHeight) {
        return positions(imageHeight, height, strideHeight, dilationHeight, top, bottom);
    }

    /** Columns of the output over images of that width; less than 1 if the window doesn't fit. */
    public int outWidth(int imageWidth) {
        return positions(imageWidth, width, strideWidth, dilationWidth, left, right);
    }

    private int positions(int size, int window, int stride, int dilation, int before, int after) {
        long free = (long) size + before + after - ((window - 1L) * dilation + 1);
        if (free < 0) return 0;
        long positions = (ceil ? Math.ceilDiv(free, (long) stride) : free / stride) + 1;
        // A window that begins behind the image would see nothing.
        if (ceil && (positions - 1) * stride >= (long) size + before) positions--;
        return (int) Math.min(positions, Integer.MAX_VALUE);
    }

    /** Whether there is a position at which the window sees no row of the image. */
    boolean missesRows(int imageHeight) {
        return misses(imageHeight, outHeight(imageHeight), height, strideHeight, dilationHeight, top);
    }

    /** Whether there is a position at which the window sees no column of the image. */
    boolean missesColumns(int imageWidth) {
        return misses(imageWidth, outWidth(imageWidth), width, strideWidth, dilationWidth, left);
    }

    private static boolean misses(int size, int positions, int window, int stride, int dilation, int before) {
        if ((positions - 1L) * stride - before >= size) return true;
        // From the image's first pixel on, the window's first one sees it.
        for (long start = -before; start < 0 && start + before <= (positions - 1L) * stride; start += stride) {
            long first = Math.ceilDiv(-start, (long) dilation);
            if (first >= window || start + first * dilation >= size) return true;
        }
        return false;
    }

    /**
     * The output over images of this shape.
     *
     * @param channels of the output
     * @param layer what slides, as messages call it: {@code convolution 5×5}
     * @throws IllegalArgumentException if the window is larger than the padded image
     */
    ImageShape over(ImageShape image, int channels, String layer) {
        int rows = outHeight(image.height()), columns = outWidth(image.width());
        if (rows >= 1 && columns >= 1) return new ImageShape(rows, columns, channels);
        String padding = isPadded()
                ? "with padding %d above, %d left, %d below, %d right".formatted(top, left, bottom, right)
                : "without padding";
        String spread = dilationHeight == 1 && dilationWidth == 1
                ? ""
                : " with dilation %d×%d".formatted(dilationHeight, dilationWidth);
        throw new IllegalArgumentException(
                "%s%s on %d×%d %s leaves nothing".formatted(layer, spread, image.height(), image.width(), padding));
    }

    /** Height and width, and whatever isn't as usual: {@code 3×3, stride 2, padding 1}. */
    String describe(boolean strideIsSize) {
        StringBuilder text = new StringBuilder().append(height).append('×').append(width);
        boolean usual =
                strideIsSize ? strideHeight == height && strideWidth == width : strideHeight == 1 && strideWidth == 1;
        if (!usual) text.append(" stride ").append(pair(strideHeight, strideWidth));
        if (dilationHeight != 1 || dilationWidth != 1) {
            text.append(" dilation ").append(pair(dilationHeight, dilationWidth));
        }
        if (isPadded()) {
            boolean symmetric = top == bottom && left == right;
            text.append(" padding ")
                    .append(symmetric ? pair(top, left) : "%d,%d,%d,%d".formatted(top, left, bottom, right));
        }
        return text.toString();
    }

    private static String pair(int a, int b) {
        return a == b ? String.valueOf(a) : a + "×" + b;
    }
}
