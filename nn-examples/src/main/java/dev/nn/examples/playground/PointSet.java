package dev.nn.examples.playground;

import dev.nn.examples.data.Animals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Points in the square [−6, 6]² with what the network is to learn of them: a class, −1 or 1, or a number from −1 to 1.
 *
 * @param xy two coordinates a point
 * @param target one a point
 * @param names one a point, or none
 */
record PointSet(float[] xy, float[] target, List<String> names) {
    /** Half the side of the square. */
    static final double HALF = 6;

    private static final int CLASSES = 500, NUMBERS = 1200;
    private static final double RADIUS = 5;

    /** Centres of the bumps of {@link #bumps} with their signs. */
    private static final double[][] BUMPS = {
        {-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}
    };

    int size() {
        return target.length;
    }

    /** The set of that name in a random order, the same for the same seed. */
    static PointSet of(Settings settings) {
        Random random = new Random(settings.dataSeed());
        double noise = settings.noise() / 100.0;
        Draft draft = new Draft();
        switch (settings.data()) {
            case CIRCLE -> circle(draft, random, noise);
            case XOR -> xor(draft, random, noise);
            case GAUSS -> clouds(draft, random, noise);
            case SPIRAL -> spiral(draft, random, noise);
            case PLANE -> plane(draft, random, noise);
            case BUMPS -> bumps(draft, random, noise);
            case ANIMALS -> animals(draft);
            case OWN -> settings.own().forEach(point -> draft.add(point.x(), point.y(), point.label()));
        }
        return draft.shuffled(random);
    }

    /** A disc inside a ring; noise moves points over the border before they are labelled. */
    private static void circle(Draft draft, Random random, double noise) {
        for (int i = 0; i < CLASSES; i++) {
            boolean inside = i % 2 == 0;
            double radius = inside ? random.nextDouble(0, RADIUS / 2) : random.nextDouble(0.7 * RADIUS, RADIUS);
            double angle = random.nextDouble(2 * Math.PI);
            double x = radius * Math.sin(angle), y = radius * Math.cos(angle);
            double moved = Math.hypot(x + noise * spread(random, RADIUS), y + noise * spread(random, RADIUS));
            draft.add(x, y, moved < RADIUS / 2 ? 1 : -1);
        }
    }

    /** Four squares, of which opposite ones belong together, with a gap between them. */
    private static void xor(Draft draft, Random random, double noise) {
        double gap = 0.3;
        for (int i = 0; i < CLASSES; i++) {
            double x = spread(random, RADIUS), y = spread(random, RADIUS);
            x += Math.copySign(gap, x);
            y += Math.copySign(gap, y);
            double product = (x + noise * spread(random, RADIUS)) * (y + noise * spread(random, RADIUS));
            draft.add(x, y, product >= 0 ? 1 : -1);
        }
    }

    /** Two clouds, which noise makes wider. */
    private static void clouds(Draft draft, Random random, double noise) {
        double deviation = Math.sqrt(0.5 + 7 * noise);
        for (int i = 0; i < CLASSES; i++) {
            int label = i % 2 == 0 ? 1 : -1;
            draft.add(
                    2 * label + deviation * random.nextGaussian(),
                    2 * label + deviation * random.nextGaussian(),
                    label);
        }
    }

    /** Two arms of one and three quarter turns. */
    private static void spiral(Draft draft, Random random, double noise) {
        for (int i = 0; i < CLASSES; i++) {
            int along = i / 2;
            double way = along / (CLASSES / 2.0), angle = 3.5 * Math.PI * way + (i % 2) * Math.PI;
            double x = RADIUS * way * Math.sin(angle) + noise * spread(random, 1);
            double y = RADIUS * way * Math.cos(angle) + noise * spread(random, 1);
            draft.add(x, y, i % 2 == 0 ? 1 : -1);
        }
    }

    /** A plane that rises from one corner to the other. */
    private static void plane(Draft draft, Random random, double noise) {
        for (int i = 0; i < NUMBERS; i++) {
            double x = spread(random, HALF), y = spread(random, HALF);
            double sum = x + y + noise * (spread(random, HALF) + spread(random, HALF));
            draft.add(x, y, Math.clamp(sum / 10, -1, 1));
        }
    }

    /** Six bumps, up and down in turn. */
    private static void bumps(Draft draft, Random random, double noise) {
        for (int i = 0; i < NUMBERS; i++) {
            double x = spread(random, HALF), y = spread(random, HALF), value = 0;
            double seenX = x + noise * spread(random, HALF), seenY = y + noise * spread(random, HALF);
            for (double[] bump : BUMPS) {
                double height = bump[2] * Math.clamp(1 - Math.hypot(seenX - bump[0], seenY - bump[1]) / 2, 0, 1);
                if (Math.abs(height) > Math.abs(value)) value = height;
            }
            draft.add(x, y, value);
        }
    }

    /** Size from left to right, fur from bottom to top. */
    private static void animals(Draft draft) {
        for (Animals.Animal animal : Animals.all()) {
            draft.names.add(animal.name());
            draft.add(1.2 * (animal.size() - 5), 1.2 * (animal.fur() - 5), animal.cute() ? 1 : -1);
        }
    }

    private static double spread(Random random, double half) {
        return random.nextDouble(-half, half);
    }

    /** A set that grows. */
    private static final class Draft {
        private final List<float[]> points = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        void add(double x, double y, double target) {
            points.add(new float[] {(float) x, (float) y, (float) target});
        }

        PointSet shuffled(Random random) {
            int n = points.size();
            float[] xy = new float[2 * n], target = new float[n];
            String[] named = new String[names.size()];
            int[] order = new int[n];
            for (int i = 0; i < n; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            for (int i = 0; i < n; i++) {
                float[] point = points.get(order[i]);
                xy[2 * i] = point[0];
                xy[2 * i + 1] = point[1];
                target[i] = point[2];
                if (named.length > 0) named[i] = names.get(order[i]);
            }
            return new PointSet(xy, target, List.of(named));
        }
    }
}
