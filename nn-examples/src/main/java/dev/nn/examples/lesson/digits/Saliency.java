package dev.nn.examples.lesson.digits;

import dev.nn.data.ImageDataset;
import dev.nn.data.SeedSequence;
import dev.nn.examples.lesson.desk.CurveFit;
import dev.nn.gradient.InputGradient;
import dev.nn.loss.Softmax;
import dev.nn.network.Network;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The pixels that matter to a network's answer, by several methods, and what becomes of the answer without them.
 *
 * @param radius pixels that occlusion covers to each side of one
 */
record Saliency(Network network, ImageDataset images, int radius, long seed) {
    /** How pixels are ranked. */
    enum Method {
        RANDOM("at random"),
        GRADIENT("by input gradient"),
        OCCLUSION("by occlusion");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private float[] pixels(int image) {
        float[] x = new float[images.features()];
        images.copyFeatures(image, x, 0);
        return x;
    }

    /** How much each pixel speaks for the image's digit. */
    float[] map(Method method, int image) {
        float[] x = pixels(image);
        return switch (method) {
            case RANDOM -> random(x, image);
            case GRADIENT -> gradient(x, images.label(image));
            case OCCLUSION -> occlusion(x, images.label(image));
        };
    }

    private float[] random(float[] x, int image) {
        Random random = new Random(new SeedSequence(seed).get(image));
        float[] map = new float[x.length];
        for (int i = 0; i < map.length; i++) map[i] = random.nextFloat();
        return map;
    }

    /** Pixel times gradient: what the pixel's ink contributes, to first order. */
    private float[] gradient(float[] x, int digit) {
        // @start region="gradient"
        float[] map = InputGradient.of(network, x, digit);
        for (int i = 0; i < map.length; i++) map[i] *= x[i];
        // @end
        return map;
    }

    /** By how much the logit falls if the square of pixels around each one is white. */
    private float[] occlusion(float[] x, int digit) {
        int n = x.length, columns = images.columns(), rows = images.rows();
        float[] covered = new float[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(x, 0, covered, i * n, n);
            for (int r = Math.max(0, i / columns - radius); r <= Math.min(rows - 1, i / columns + radius); r++) {
                for (int c = Math.max(0, i % columns - radius); c <= Math.min(columns - 1, i % columns + radius); c++) {
                    covered[i * n + r * columns + c] = 0;
                }
            }
        }
        // @start region="occlusion"
        float[] z = network.predict(covered), map = new float[n];
        float whole = network.predict(x)[digit];
        for (int i = 0; i < n; i++) map[i] = whole - z[i * network.out() + digit];
        // @end
        return map;
    }

    /** The pixels with ink, those that matter most first: to remove others would change nothing. */
    int[] order(Method method, int image) {
        float[] x = pixels(image), map = map(method, image);
        return IntStream.range(0, x.length)
                .filter(i -> x[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -map[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The probability of the image's digit without the first pixels of an order. */
    double without(int image, int[] order, int count) {
        float[] x = pixels(image);
        for (int i = 0; i < Math.min(count, order.length); i++) x[order[i]] = 0;
        return Softmax.of(CurveFit.doubles(network.predict(x)))[images.label(image)];
    }
}
