package dev.nn.examples.data;

import java.util.Random;

/** The generators of points in the plane; the same seed gives the same points on any JVM. */
public final class PlaneData {
    private PlaneData() {}

    /**
     * Two clouds in the square [−1, 1]² on either side of a random straight line, with a known gap.
     *
     * @param points of both classes
     * @param weights (w₀, w₁, w₂) of the line w₀ + w₁ x + w₂ y = 0, w₁² + w₂² = 1
     * @param gap least distance of a point from the line; one point of each class has exactly this distance
     */
    public record Clouds(PlanePoints points, double[] weights, double gap) {}

    /**
     * Draws {@link Clouds}.
     *
     * @param size number of points, at least 2, half of them in each class
     * @param gap least distance from the line, up to 0.5
     */
    public static Clouds clouds(int size, double gap, long seed) {
        if (size < 2) throw new IllegalArgumentException("two clouds need at least 2 points, was " + size);
        if (!(gap > 0 && gap <= 0.5)) throw new IllegalArgumentException("the gap must be in (0, 0.5], was " + gap);
        Random random = new Random(seed);
        double angle = random.nextDouble(2 * Math.PI), offset = random.nextDouble(-0.2, 0.2);
        double[] weights = {offset, Math.cos(angle), Math.sin(angle)};
        double[][] x = new double[size][];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = 1 - i % 2;
            double side = labels[i] == 1 ? 1 : -1, along = random.nextDouble(-0.6, 0.6);
            double distance = i < 2 ? gap : 0;
            while (distance < gap) {
                x[i] = square(random, 1);
                distance = side * (weights[0] + weights[1] * x[i][0] + weights[2] * x[i][1]);
            }
            if (i < 2) x[i] = at(weights, side * gap, along);
        }
        return new Clouds(new PlanePoints(x, labels), weights, gap);
    }

    /** The point at a signed distance from the line, so far along it. */
    private static double[] at(double[] weights, double distance, double along) {
        double d = distance - weights[0];
        return new double[] {d * weights[1] - along * weights[2], d * weights[2] + along * weights[1]};
    }

    /** A disc of radius 0.45 (class 1) inside a ring from 0.6 to 1 (class 0), evenly filled. */
    public static PlanePoints rings(int size, long seed) {
        Random random = new Random(seed);
        // @start region="rings"
        return draw(size, label -> {
            double least = label == 1 ? 0 : 0.6, most = label == 1 ? 0.45 : 1;
            double radius = Math.sqrt(random.nextDouble(least * least, most * most));
            return polar(radius, random.nextDouble(2 * Math.PI));
        });
        // @end
    }

    /**
     * Two spiral arms, one of each class, from the middle outwards.
     *
     * @param turns of each arm around the middle
     * @param noise standard deviation of each coordinate
     */
    public static PlanePoints spirals(int size, double turns, double noise, long seed) {
        Random random = new Random(seed);
        return draw(size, label -> {
            double way = Math.sqrt(random.nextDouble(0.01, 1));
            double[] point = polar(way, 2 * Math.PI * turns * way + label * Math.PI);
            return new double[] {point[0] + noise * random.nextGaussian(), point[1] + noise * random.nextGaussian()};
        });
    }

    /** Four clouds in the corners of [−1, 1]²; class 1 where the signs of x and y differ, at least 0.1 from the axes. */
    public static PlanePoints xor(int size, long seed) {
        Random random = new Random(seed);
        return draw(size, label -> {
            double x = random.nextDouble(0.1, 1), y = random.nextDouble(0.1, 1);
            boolean left = random.nextBoolean();
            return new double[] {left ? -x : x, left == (label == 1) ? y : -y};
        });
    }

    private interface Generator {
        double[] point(int label);
    }

    /** Points of both classes in turn. */
    private static PlanePoints draw(int size, Generator generator) {
        double[][] x = new double[size][];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 2;
            x[i] = generator.point(labels[i]);
        }
        return new PlanePoints(x, labels);
    }

    private static double[] polar(double radius, double angle) {
        return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }

    private static double[] square(Random random, double half) {
        return new double[] {random.nextDouble(-half, half), random.nextDouble(-half, half)};
    }
}
