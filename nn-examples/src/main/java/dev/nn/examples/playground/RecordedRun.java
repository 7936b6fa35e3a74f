package dev.nn.examples.playground;

import dev.nn.kernel.DenseKernels;
import dev.nn.training.DivergenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A preset's training, kept as the weights and gradients of some of its moments: from weights a page computes every
 * picture anew, so that a run takes a few ten kilobytes.
 */
public final class RecordedRun {
    /** Side of {@link #output}. */
    public static final int SIDE = HeatMaps.SIDE;

    /** Moments of a run: close together at first, when most happens. */
    private static final int MOMENTS = 80;

    private final Preset preset;
    private final Settings settings;
    private final Setup setup;

    /** In order, beginning before the first step. */
    private final List<Frame> moments;

    private RecordedRun(Preset preset, Settings settings, Setup setup, List<Frame> moments) {
        this.preset = preset;
        this.settings = settings;
        this.setup = setup;
        this.moments = List.copyOf(moments);
    }

    /** Trains and records. */
    static RecordedRun of(Preset preset, Settings settings, DenseKernels kernels) {
        try (Experiment experiment = new Experiment(settings, kernels)) {
            Observer observer = new Observer(experiment);
            List<Frame> moments = new ArrayList<>();
            moments.add(observer.look(0, false, 0, null));
            for (int i = 1; i < MOMENTS; i++) {
                long step = Math.round(preset.steps() * Math.pow(i / (MOMENTS - 1.0), 2));
                try {
                    while (experiment.training().steps() < step) experiment.step();
                } catch (DivergenceException e) {
                    break;
                }
                if (step > moments.getLast().step()) moments.add(observer.look(i, false, 0, null));
            }
            return new RecordedRun(preset, settings, observer.setup(), moments);
        }
    }

    public Preset preset() {
        return preset;
    }

    /** Steps taken. */
    public long steps() {
        return last().step();
    }

    private Frame last() {
        return moments.getLast();
    }

    /** The moments that are kept. */
    List<Frame> moments() {
        return moments;
    }

    /** What the output says in the end all over the square, from −1 to 1: {@link #SIDE}² values, row by row from the top. */
    public double[] output() {
        byte[] levels = last().maps().picture();
        double[] values = new double[levels.length];
        for (int i = 0; i < values.length; i++) values[i] = (levels[i] & 0xff) / 127.5 - 1;
        return values;
    }

    /** Share of the hidden units that give 0 for every training point in the end. */
    public double deadShare() {
        byte[] dead = last().maps().dead();
        int count = 0;
        for (byte mark : dead) count += mark;
        return dead.length == 0 ? 0 : count / (double) dead.length;
    }

    /** The loss of the training points in the end. */
    public double trainLoss() {
        return last().trainLoss();
    }

    /** The loss of the test points in the end. */
    public double testLoss() {
        return last().testLoss();
    }

    /** The lowest loss of the test points at any recorded moment. */
    public double leastTestLoss() {
        return moments.stream().mapToDouble(Frame::testLoss).min().orElse(Double.NaN);
    }

    /** The share of the test points that is in the right class in the end. */
    public double testAccuracy() {
        return last().accuracy()[1];
    }

    /** Root mean square of the first hidden layer's gradient over that of the last one's, before the first step. */
    public double gradientRatio() {
        List<Integer> layers = settings.layers();
        if (layers.size() < 2) return 1;
        float[] gradients = moments.getFirst().gradients();
        int first = settings.features().size() * layers.getFirst();
        int lastWeights = layers.get(layers.size() - 2) * layers.getLast();
        int from = gradients.length - (layers.getLast() + 1) - layers.getLast() - lastWeights;
        return size(Arrays.copyOf(gradients, first)) / size(Arrays.copyOfRange(gradients, from, from + lastWeights));
    }

    private static double size(float[] values) {
        double sum = 0;
        for (float value : values) sum += (double) value * value;
        return Math.sqrt(sum / values.length);
    }

    /** For the page. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(PageOptions.json(preset));
        json.put("setup", setup.values());
        json.put("steps", moments.stream().map(Frame::step).toList());
        json.put("epochs", moments.stream().map(Frame::epoch).toList());
        json.put(
                "weights",
                Setup.base64(joined(moments.stream().map(Frame::weights).toList())));
        json.put(
                "gradients",
                Setup.base64(joined(moments.stream().map(Frame::gradients).toList())));
        json.put("trainLoss", values(Frame::trainLoss));
        json.put("testLoss", values(Frame::testLoss));
        json.put("trainAccuracy", values(frame -> frame.accuracy()[0]));
        json.put("testAccuracy", values(frame -> frame.accuracy()[1]));
        return json;
    }

    private interface Measure {
        double of(Frame frame);
    }

    private List<@Nullable Double> values(Measure measure) {
        List<@Nullable Double> values = new ArrayList<>();
        for (Frame frame : moments) {
            double value = measure.of(frame);
            values.add(Double.isFinite(value) ? Double.valueOf(value) : null);
        }
        return values;
    }

    private static float[] joined(List<float[]> parts) {
        int length = parts.stream().mapToInt(part -> part.length).sum(), at = 0;
        float[] all = new float[length];
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
