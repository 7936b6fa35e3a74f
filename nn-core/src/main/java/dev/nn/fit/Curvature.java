package dev.nn.fit;

/** The inverse of the Hessian as L-BFGS knows it from its last steps; Nocedal, Wright, algorithm 7.4. */
final class Curvature {
    private final double[][] steps;
    private final double[][] changes;
    private final double[] inverse;
    private final double[] shares;
    private int size;
    private int next;

    /** @param memory steps to remember */
    Curvature(int memory, int parameters) {
        steps = new double[memory][parameters];
        changes = new double[memory][parameters];
        inverse = new double[memory];
        shares = new double[memory];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void forget() {
        size = 0;
    }

    /** Remembers a step, if the slope has grown along it; otherwise it says nothing of a minimum. */
    void add(double[] from, double[] slope, double[] to, double[] newSlope) {
        double[] step = steps[next], change = changes[next];
        for (int i = 0; i < step.length; i++) {
            step[i] = to[i] - from[i];
            change[i] = newSlope[i] - slope[i];
        }
        double grown = Vectors.dot(step, change);
        if (!(grown > 1e-12 * Vectors.dot(change, change))) return;
        inverse[next] = 1 / grown;
        next = (next + 1) % steps.length;
        size = Math.min(size + 1, steps.length);
    }

    /** The step to where the gradient would be zero. */
    void direction(double[] gradient, double[] to) {
        for (int i = 0; i < to.length; i++) to[i] = -gradient[i];
        for (int i = 1; i <= size; i++) {
            int k = Math.floorMod(next - i, steps.length);
            shares[k] = inverse[k] * Vectors.dot(steps[k], to);
            Vectors.add(-shares[k], changes[k], to);
        }
        if (size > 0) {
            int last = Math.floorMod(next - 1, steps.length);
            double scale = 1 / (inverse[last] * Vectors.dot(changes[last], changes[last]));
            for (int i = 0; i < to.length; i++) to[i] *= scale;
        }
        for (int i = size; i >= 1; i--) {
            int k = Math.floorMod(next - i, steps.length);
            Vectors.add(shares[k] - inverse[k] * Vectors.dot(changes[k], to), steps[k], to);
        }
    }
}
