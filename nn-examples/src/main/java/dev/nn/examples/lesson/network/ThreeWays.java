package dev.nn.examples.lesson.network;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.network.Network;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How long a row takes in a network that is computed node by node, as matrices, and by one fused call for a layer. */
final class ThreeWays {
    /** Computing time of this thread for each measurement, in seconds; the best of some counts. */
    private static final double SECONDS = 0.05;

    private static final int ROUNDS = 4;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private ThreeWays() {}

    /** Times one network with a batch of rows, and says how long each way takes. */
    static LessonReport addTo(LessonReport report, Network network, float[][] x) {
        NodeNetwork nodes = NodeNetwork.of(network);
        MatrixNetwork matrices = MatrixNetwork.of(network);
        float[] flat = new float[x.length * x[0].length];
        for (int r = 0; r < x.length; r++) System.arraycopy(x[r], 0, flat, r * x[0].length, x[0].length);
        double byNode = microseconds(x.length, () -> {
            for (float[] row : x) nodes.fire(row);
        });
        double byMatrix = microseconds(x.length, () -> matrices.forward(x));
        double fused = microseconds(x.length, () -> network.predict(flat));
        return report.measured("""
                        784-100-10, %d rows at a time, on this machine and one thread: %.1f µs a row node by node, %.1f as matrices in
                        plain loops, %.2f with the library's fused calls, which keep to the vector units of the processor.""", x.length, byNode, byMatrix, fused)
                .value("microsecondsByNode", byNode)
                .value("microsecondsByMatrix", byMatrix)
                .value("microsecondsFused", fused);
    }

    private static double microseconds(int rows, Runnable pass) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long start = CLOCK.getCurrentThreadCpuTime(), time = 0, passes = 0;
            while (time < SECONDS * 1e9) {
                pass.run();
                passes++;
                time = CLOCK.getCurrentThreadCpuTime() - start;
            }
            best = Math.min(best, time / 1e3 / (passes * rows));
        }
        return best;
    }
}
