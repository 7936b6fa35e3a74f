package dev.nn.format.onnx.recognise;

import java.util.ArrayList;
import java.util.List;

/**
 * The folding of scalings into the linear maps beside them, in double precision: what is left are linear maps,
 * activations and softmax, of which layers are made.
 */
public final class Folding {
    private final List<Step> folded = new ArrayList<>();

    private Folding() {}

    /** Steps that do the same, a scaling among them only if no linear map is beside it that can take it in. */
    public static List<Step> of(List<Step> steps) {
        Folding folding = new Folding();
        Step.Scaling scaling = null;
        for (Step step : steps) {
            if (step instanceof Step.Scaling next) {
                if (scaling != null && !Precision.survives(scaling, next)) {
                    folding.folded.add(scaling);
                    scaling = null;
                }
                scaling = scaling == null ? next : compose(scaling, next);
                continue;
            }
            if (scaling != null) folding.add(scaling);
            scaling = null;
            folding.addAll(Joining.of(step));
        }
        if (scaling != null) folding.add(scaling);
        return folding.folded;
    }

    private void addAll(List<Step> steps) {
        for (Step step : steps) add(step);
    }

    private void add(Step step) {
        Step before = folded.isEmpty() ? null : folded.getLast();
        if (step instanceof Step.Scaling scaling
                && before instanceof Step.Linear linear
                && Precision.survives(linear, scaling, false)) {
            replace(scaled(linear, scaling));
        } else if (step instanceof Step.Linear linear
                && before instanceof Step.Scaling scaling
                && Precision.survives(linear, scaling, true)) {
            folded.removeLast();
            shifted(scaling, linear);
        } else if (step instanceof Step.Linear linear && isPair(linear) && before instanceof Step.Linear column) {
            replace(compose(column, linear));
        } else if (step instanceof Step.Formula formula
                && before instanceof Step.Linear linear
                && Joining.isChoice(formula.expression(), linear)) {
            replace(Joining.chosen(linear, formula.expression()));
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
     * (x · scale + shift)·W + b: rows of W are scaled and shift·W joins the bias. Where a shift or what it does to the
     * result is large, for instance that of means of unstandardised columns, the bias and x·W would nearly cancel; there
     * a step of its own subtracts first.
     */
    private void shifted(Step.Scaling scaling, Step.Linear linear) {
        int in = linear.in(), out = linear.out();
        double[] centre = new double[in], shift = new double[in];
        boolean centred = false;
        for (int i = 0; i < in; i++) {
            shift[i] = scaling.shift(i);
            if (scaling.scale(i) == 0 || !Precision.isLarge(shift[i], linear, i)) continue;
            centre[i] = shift[i] / scaling.scale(i);
            shift[i] = 0;
            centred = true;
        }
        if (centred) folded.add(new Step.Scaling(new double[] {1}, centre));
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
