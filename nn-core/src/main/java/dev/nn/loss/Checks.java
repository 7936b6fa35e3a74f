package dev.nn.loss;

/** The checks of target rows that several losses share. */
final class Checks {
    private Checks() {}

    /** Every target must be a finite number from {@code low} to {@code high}. */
    static void range(int outputs, float[] target, int at, float low, float high) {
        for (int j = 0; j < outputs; j++) {
            float t = target[at + j];
            if (t >= low && t <= high) continue;
            String expected = high == Float.MAX_VALUE ? "finite" : "from %s to %s".formatted(low, high);
            throw new IllegalArgumentException("target %s in column %d must be %s".formatted(t, j, expected));
        }
    }

    static void finite(int outputs, float[] target, int at) {
        range(outputs, target, at, -Float.MAX_VALUE, Float.MAX_VALUE);
    }
}
