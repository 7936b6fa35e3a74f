package dev.nn.examples.lesson.desk;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Curves y = f(x) as networks of one hidden tanh layer see them. */
public final class CurveFit {
    private CurveFit() {}

    /**
     * A network of that width, trained on all points at once.
     *
     * @param reach the points lie between −reach and reach; units start with their bends spread over that range
     * @param steepness standard deviation of the slopes that units start with
     * @param steps of Adam, its rate falling from 0.01 to 0
     */
    public static Network train(float[] x, float[] t, int width, double reach, double steepness, int steps, long seed) {
        Initializer spread = (fanIn, fanOut, random) -> {
            double scale = fanIn == 1 ? steepness : 1 / Math.sqrt(fanIn);
            return (float) (scale * random.nextGaussian());
        };
        Network network =
                Network.input(1).dense(width, Activation.TANH).dense(1).build(spread, seed);
        float[] hidden = network.layerParameters(0);
        Random random = new Random(seed);
        for (int i = 0; i < width; i++) hidden[width + i] = (float) (random.nextDouble(-reach, reach) * hidden[i]);
        network.setLayerParameters(0, hidden);
        // @start region="train"
        Trainer.of(network, new MeanSquaredError(), Adam.withLearningRate(0.01))
                .batchSize(x.length)
                .epochs(steps)
                .schedule(Schedule.cosine(0))
                .seed(seed)
                .fit(FloatDataset.of(1, x, 1, t));
        // @end
        return network;
    }

    /** Even distances from one end to the other, both included. */
    public static float[] even(double from, double to, int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) x[i] = (float) (from + (to - from) * i / (count - 1));
        return x;
    }

    public static float[] values(DoubleUnaryOperator f, float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) y[i] = (float) f.applyAsDouble(x[i]);
        return y;
    }

    /** The root mean square of the differences. */
    public static double error(float[] y, float[] t) {
        return Math.sqrt(IntStream.range(0, y.length)
                .mapToDouble(i -> (y[i] - t[i]) * (double) (y[i] - t[i]))
                .average()
                .orElse(0));
    }

    public static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** The errors of several starts, best first. */
    public static double[] sorted(double... errors) {
        return Arrays.stream(errors).sorted().toArray();
    }
}
