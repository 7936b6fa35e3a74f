package dev.nn.format.onnx.recognise;

import java.util.ArrayList;
import java.util.List;

/**
 * The folding of scalings into the linear maps beside them, in double precision: what is left are linear maps,
 * activations and softmax, of which layers are made.
 */
public final class Folding {
    /** Up to this size a shift may be folded into the bias; the sum in it loses as many bits as the shift has more. */
    private static final double LARGE_SHIFT = 16;

    private final List<Step> folded = new ArrayList<>();

    private Folding() {}

    /** Steps that do the same, a scaling among them only if no linear map is beside it. */
    public static List<Step> of(List<Step> steps) {
        Folding folding = new Folding();
        Step.Scaling scaling = null;
        for (Step step : steps) {
            if (step instanceof Step.Scaling next) {
                scaling = scaling == null ? next : compose(scaling, next);
                continue;
            }
            if (scaling != null) folding.add(scaling);
            scaling = null;
            folding.add(step);
        }
        if (scaling != null) folding.add(scaling);
        return folding.folded;
    }

    private void add(Step step) {
        Step before = folded.isEmpty() ? null : folded.getLast();
        if (step instanceof Step.Scaling scaling && before instanceof Step.Linear linear) {
            replace(scaled(linear, scaling));
        } else if (step instanceof Step.Linear linear && before instanceof Step.Scaling scaling) {
            folded.removeLast();
            shifted(scaling, linear);
        } else if (step instanceof Step.Linear linear && isPair(linear) && before instanceof Step.Linear column) {
            replace(compose(column, linear));
        } else {
            folded.add(step);
        }
    }

    /** Whether it is the first step to the probabilities of two classes. */
    private static boolean isPair(Step.Linear linear) {
        return linear.in() == 1 && linear.out() == 2;
    }

    private void replace(Step step) {
        folded.removeLast();
        folded.add(step);
    }

    private static Step.Scaling compose(Step.Scaling first, Step.Scaling second) {
        int length = Math.max(first.length(), second.length());
        double[] scale = new double[length], shift = new double[length];
        for (int i = 0; i < length; i++) {
            scale[i] = second.scale(i) * first.scale(i);
            shift[i] = second.scale(i) * first.shift(i) + second.shift(i);
        }
        return new Step.Scaling(scale, shift);
    }

    /** (x·W + b) · scale + shift: columns of W are scaled. */
    private static Step.Linear scaled(Step.Linear linear, Step.Scaling scaling) {
        int out = linear.out();
        float[] weights = new float[linear.weights().length];
        for (int i = 0; i < weights.length; i++) weights[i] = (float) (scaling.scale(i % out) * linear.weights()[i]);
        double[] bias = new double[out];
        for (int j = 0; j < out; j++) bias[j] = scaling.scale(j) * linear.bias()[j] + scaling.shift(j);
        return new Step.Linear(linear.in(), out, weights, bias);
    }

    /**
     * (x · scale + shift)·W + b: rows of W are scaled and shift·W joins the bias. Where shifts are large, for instance
     * means of unstandardised columns, that sum and x·W nearly cancel; there a linear map of its own subtracts first.
     */
    private void shifted(Step.Scaling scaling, Step.Linear linear) {
        int in = linear.in(), out = linear.out();
        double[] centre = new double[in], shift = new double[in];
        boolean centred = false;
        for (int i = 0; i < in; i++) {
            shift[i] = scaling.shift(i);
            if (Math.abs(shift[i]) > LARGE_SHIFT && scaling.scale(i) != 0) {
                centre[i] = shift[i] / scaling.scale(i);
                centred = true;
            }
        }
        if (centred && Diagonal.fits(in)) {
            add(Diagonal.of(in, new Step.Scaling(new double[] {1}, centre)));
            for (int i = 0; i < in; i++) if (centre[i] != 0) shift[i] = 0;
        }
        float[] weights = new float[linear.weights().length];
        double[] bias = linear.bias().clone();
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                float weight = linear.weights()[i * out + j];
                weights[i * out + j] = (float) (scaling.scale(i) * weight);
                bias[j] += shift[i] * weight;
            }
        }
        folded.add(new Step.Linear(in, out, weights, bias));
    }

    /** A linear map to a single feature, then one from it. */
    private static Step.Linear compose(Step.Linear column, Step.Linear next) {
        int in = column.in(), out = next.out();
        float[] weights = new float[Math.multiplyExact(in, out)];
        double[] bias = new double[out];
        for (int j = 0; j < out; j++) {
            float factor = next.weights()[j];
            for (int i = 0; i < in; i++) weights[i * out + j] = (float) ((double) column.weights()[i] * factor);
            bias[j] = column.bias()[0] * factor + next.bias()[j];
        }
        return new Step.Linear(in, out, weights, bias);
    }
}
