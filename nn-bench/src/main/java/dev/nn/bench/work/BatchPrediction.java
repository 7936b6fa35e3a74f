package dev.nn.bench.work;

import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Subject;
import dev.nn.kernel.DenseKernels;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import java.util.Arrays;
import java.util.Random;

/**
 * Our predictions for a batch, from array to array, one call after the other. The first input differs from call to call, and
 * the first output is used.
 */
public final class BatchPrediction implements Subject {
    /** Calls until a small network's own code has been asked for, and the time in which it is compiled. */
    private static final int SETTLE_CALLS = 20_000;

    private static final int SETTLE_MILLIS = 1_500;

    private final KnownNetwork network;
    private final Model model;
    private final ModelWorkspace workspace;
    private final float[] x, y;
    private int call;
    /** Of the first outputs, so that they are used. */
    @SuppressWarnings("UnusedVariable")
    private float sum;

    private final Subject subject = Subject.of(this::predict);

    private BatchPrediction(KnownNetwork network, int batch, DenseKernels kernels, Random random) {
        this.network = network;
        model = network.network(kernels).freeze();
        workspace = model.newWorkspace(batch);
        x = new float[batch * network.in()];
        y = new float[batch * network.out()];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat();
        if (batch == 1) settle();
    }

    /** That of a case's shape, with random parameters and rows. */
    public static BatchPrediction random(Case chosen, DenseKernels kernels, long seed) {
        KnownNetwork network = KnownNetwork.random(chosen.shape(), seed);
        return new BatchPrediction(network, chosen.shape().batch(), kernels, new Random(seed));
    }

    private void settle() {
        for (int i = 0; i < SETTLE_CALLS; i++) predict();
        try {
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void predict() {
        x[0] = 1e-6f * call++;
        model.predict(x, y, workspace);
        sum += y[0];
    }

    /** Whose predictions these are. */
    public KnownNetwork network() {
        return network;
    }

    /** The rows, as they are in the first call. */
    public float[] rows() {
        float[] rows = x.clone();
        rows[0] = 0;
        return rows;
    }

    /**
     * Compares all predictions with double precision.
     *
     * @throws WrongResultException if one is off by more than rounding explains
     */
    public void check(String who) {
        x[0] = 0;
        model.predict(x, y, workspace);
        check(who, y);
    }

    /**
     * The same for another's predictions of these rows.
     *
     * @throws WrongResultException if one is off by more than rounding explains
     */
    public void check(String who, float[] outputs) {
        float[] rows = rows();
        int in = network.in(), out = network.out();
        for (int r = 0; r * in < rows.length; r++) {
            double[] expected = network.apply(Arrays.copyOfRange(rows, r * in, (r + 1) * in));
            double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
            for (int j = 0; j < out; j++) {
                float predicted = outputs[r * out + j];
                if (Math.abs(predicted - expected[j]) <= Latency.EXACT * Math.max(1, largest)) continue;
                throw new WrongResultException("%s predicts wrongly: output %d of row %d is %s, expected %s"
                        .formatted(who, j, r, predicted, expected[j]));
            }
        }
    }

    @Override
    public Sample run(long calls) {
        return subject.run(calls);
    }
}
