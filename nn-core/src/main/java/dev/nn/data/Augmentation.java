package dev.nn.data;

/** A small random change of an image that leaves its meaning, so that a network sees more than there are images. */
public enum Augmentation {
    /** By up to two pixels up or down, and left or right. */
    SHIFT {
        @Override
        void apply(long random, int height, int width, float[] from, float[] to, int at) {
            int span = 2 * PIXELS + 1;
            int down = Math.floorMod(random, span) - PIXELS;
            int right = Math.floorMod(random >> 32, span) - PIXELS;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int fromY = y - down, fromX = x - right;
                    boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
                    to[at + y * width + x] = inside ? from[fromY * width + fromX] : 0f;
                }
            }
        }
    },

    /** Turned by up to 10 degrees, sheared and scaled by up to a tenth, and moved by up to two pixels. */
    AFFINE {
        @Override
        void apply(long random, int height, int width, float[] from, float[] to, int at) {
            double angle = Math.toRadians(DEGREES) * part(random, 0);
            double scaleY = 1 + STRETCH * part(random, 1), scaleX = 1 + STRETCH * part(random, 2);
            double shear = STRETCH * part(random, 3);
            double down = PIXELS * part(random, 4), right = PIXELS * part(random, 5);
            double cos = Math.cos(angle), sin = Math.sin(angle);
            double centreY = 0.5 * (height - 1), centreX = 0.5 * (width - 1);
            // The way back: from a pixel of the result to the place that it shows.
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double v = y - centreY - down, u = x - centreX - right;
                    double turnedY = (cos * v - sin * u) * scaleY, turnedX = (sin * v + cos * u) * scaleX + shear * v;
                    to[at + y * width + x] = between(from, height, width, turnedY + centreY, turnedX + centreX);
                }
            }
        }
    };

    private static final int PIXELS = 2;
    private static final double DEGREES = 10;
    private static final double STRETCH = 0.1;

    /** Bits of a random number that make one of several parts, and the range of such a part. */
    private static final int BITS = 10;

    private static final double RANGE = (1 << BITS) - 1;

    /**
     * Writes a changed image.
     *
     * @param random 64 random bits that say how
     * @param from an image of one channel, from index 0 on; what comes from beyond its border is 0
     * @param to where it goes, from index {@code at} on
     */
    abstract void apply(long random, int height, int width, float[] from, float[] to, int at);

    /** A number in [−1, 1] from the bits at one of six places. */
    private static double part(long random, int place) {
        return ((random >>> (place * BITS)) & ((1 << BITS) - 1)) / RANGE * 2 - 1;
    }

    /** The value at a place between pixels, bilinearly. */
    private static float between(float[] image, int height, int width, double y, double x) {
        int top = (int) Math.floor(y), left = (int) Math.floor(x);
        float below = (float) (y - top), after = (float) (x - left);
        float upper = (1 - after) * pixel(image, height, width, top, left)
                + after * pixel(image, height, width, top, left + 1);
        float lower = (1 - after) * pixel(image, height, width, top + 1, left)
                + after * pixel(image, height, width, top + 1, left + 1);
        return (1 - below) * upper + below * lower;
    }

    private static float pixel(float[] image, int height, int width, int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width ? image[y * width + x] : 0f;
    }
}
