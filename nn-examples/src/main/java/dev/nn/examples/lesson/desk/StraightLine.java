package dev.nn.examples.lesson.desk;

import dev.nn.examples.data.PlanePoints;

/** What the best of all straight lines can do. */
public final class StraightLine {
    private StraightLine() {}

    /**
     * The highest accuracy of any straight line on these points, exactly, by trying all: a best line can be shifted and
     * turned until it touches two points, and a tiny turn or shift then puts each of the two on either side. No three
     * points may lie on one line, which random points never do.
     */
    public static double bestAccuracy(PlanePoints points) {
        int n = points.size(), best = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                int right = 0;
                double ax = points.x()[a][0], ay = points.x()[a][1];
                double dx = points.x()[b][0] - ax, dy = points.x()[b][1] - ay;
                for (int i = 0; i < n; i++) {
                    if (i == a || i == b) continue;
                    double side = dx * (points.x()[i][1] - ay) - dy * (points.x()[i][0] - ax);
                    if (side > 0 == (points.labels()[i] == 1)) right++;
                }
                best = Math.max(best, Math.max(right, n - 2 - right) + 2);
            }
        }
        return best / (double) n;
    }
}
