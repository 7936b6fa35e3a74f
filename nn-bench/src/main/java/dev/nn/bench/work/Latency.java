package dev.nn.bench.work;

import dev.nn.bench.measure.Median;
import dev.nn.bench.measure.Meter;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Single predictions, each one timed: the median and the 99th percentile, less what reading the clocks takes. The rows
 * differ from call to call.
 */
public final class Latency implements Subject {
    private static final int ROWS = 64;
    private static final double SLOW = 0.99;

    /** Percentiles of fewer calls would mean little; but who takes milliseconds for one gets by with fewer. */
    private static final int LEAST = 500, LEAST_OF_SLOW = 100;

    /** How long the least number of calls may take. */
    private static final double PATIENCE_NANOS = 3e8;

    /** Share of the largest output by which a prediction in float32 may be off. */
    public static final double EXACT = 1e-4;

    /** The same with weights in bfloat16: three layers of relative errors up to 2⁻⁸, which partly cancel. */
    public static final double ROUNDED = 0.03;

    private final Predictor predictor;
    private final float[][] x;
    private final float[] y;
    private final double[] clock;
    private final Neighbours neighbours;

    /** The last median; at first nothing is known. */
    private double usualNanos = Double.POSITIVE_INFINITY;

    public Latency(Predictor predictor, KnownNetwork network) {
        this(predictor, List.of(), network);
    }

    /** @param others predict at the same time, each on a thread of its own */
    public Latency(Predictor predictor, List<Predictor> others, KnownNetwork network) {
        this.predictor = predictor;
        this.neighbours = new Neighbours(others, network.in(), network.out());
        x = new float[ROWS][network.in()];
        y = new float[network.out()];
        Random random = new Random(9);
        for (float[] row : x) {
            for (int i = 0; i < row.length; i++) row[i] = random.nextFloat();
        }
        clock = clock();
    }

    /**
     * Compares the predictions for all rows with double precision.
     *
     * @throws WrongResultException if one is off by more than {@code tolerance} times the largest output
     */
    public void check(String who, KnownNetwork network, double tolerance) {
        for (int r = 0; r < ROWS; r++) {
            predictor.predict(x[r], y);
            double[] expected = network.apply(x[r]);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
            for (int j = 0; j < y.length; j++) {
                if (Math.abs(y[j] - expected[j]) <= tolerance * largest) continue;
                throw new WrongResultException("%s predicts wrongly: output %d of row %d is %s, expected %s"
                        .formatted(who, j, r, y[j], expected[j]));
            }
        }
    }

    @Override
    public void refresh() {
        predictor.predict(x[0], y);
    }

    @Override
    public Sample run(long calls) {
        long least = Math.clamp((long) (PATIENCE_NANOS / usualNanos), LEAST_OF_SLOW, LEAST);
        int n = Math.toIntExact(Math.max(least, calls));
        long[] cpu = new long[n], wall = new long[n];
        neighbours.start();
        Meter meter = Meter.start();
        for (int i = 0; i < n; i++) {
            long cpuBefore = Meter.cpuNanos(), before = System.nanoTime();
            predictor.predict(x[i % ROWS], y);
            wall[i] = System.nanoTime() - before;
            cpu[i] = Meter.cpuNanos() - cpuBefore;
        }
        double bytes = meter.stop(n).bytes();
        neighbours.stop();
        Arrays.sort(cpu);
        Arrays.sort(wall);
        usualNanos = Math.max(1, wall[n / 2]);
        int slow = (int) (SLOW * n);
        return new Sample(
                cpu[n / 2] - clock[0], wall[n / 2] - clock[1], bytes, cpu[slow] - clock[0], wall[slow] - clock[1]);
    }

    /** What the clocks show if nothing is done between them: CPU and wall, ns. */
    private static double[] clock() {
        int n = 20_000;
        double[] cpu = new double[n], wall = new double[n];
        for (int i = 0; i < n; i++) {
            long cpuBefore = Meter.cpuNanos(), before = System.nanoTime();
            wall[i] = System.nanoTime() - before;
            cpu[i] = Meter.cpuNanos() - cpuBefore;
        }
        double[] second = Arrays.copyOfRange(cpu, n / 2, n);
        return new double[] {Median.of(second), Median.of(Arrays.copyOfRange(wall, n / 2, n))};
    }

    @Override
    public void close() {
        neighbours.close();
        predictor.close();
    }
}
