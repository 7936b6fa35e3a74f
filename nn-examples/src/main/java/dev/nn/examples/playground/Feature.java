package dev.nn.examples.playground;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A function of a point of the plane that the network may see. */
enum Feature {
    X1("data[0]"),
    X2("data[1]"),
    X1SQ("data[0] * data[0]"),
    X2SQ("data[1] * data[1]"),
    X1X2("data[0] * data[1]"),
    SINX1("(float) Math.sin(data[0])"),
    SINX2("(float) Math.sin(data[1])");

    private final String source;

    Feature(String source) {
        this.source = source;
    }

    /** As the page and the address call it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In Java, of an array {@code data} with both coordinates. */
    String source() {
        return source;
    }

    float of(double x, double y) {
        return (float)
                switch (this) {
                    case X1 -> x;
                    case X2 -> y;
                    case X1SQ -> x * x;
                    case X2SQ -> y * y;
                    case X1X2 -> x * y;
                    case SINX1 -> Math.sin(x);
                    case SINX2 -> Math.sin(y);
                };
    }

    /** The features of some points, one row for each point. */
    static float[] rows(List<Feature> features, float[] points) {
        int n = points.length / 2, columns = features.size();
        float[] rows = new float[n * columns];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < columns; j++) {
                rows[i * columns + j] = features.get(j).of(points[2 * i], points[2 * i + 1]);
            }
        }
        return rows;
    }

    static Feature named(String key) {
        return Stream.of(values())
                .filter(feature -> feature.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown feature '%s'; known: %s"
                        .formatted(
                                key,
                                String.join(
                                        ", ",
                                        Stream.of(values()).map(Feature::key).toList()))));
    }
}
