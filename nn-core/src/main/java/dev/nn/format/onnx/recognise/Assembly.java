package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxValue;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.network.Dense;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layers of a network, made of folded steps: a linear map and the activation behind it are one dense layer. */
public final class Assembly {
    private static final Step.Scaling NOTHING = new Step.Scaling(new double[] {1}, new double[] {0});

    /** A layer to be. */
    private sealed interface Plan {
        record DensePlan(Step.Linear linear, Activation activation) implements Plan {}

        record SoftmaxPlan(boolean log) implements Plan {}
    }

    private final OnnxGraph graph;
    private final List<Plan> plans = new ArrayList<>();

    private Assembly(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * The network that does what the steps do.
     *
     * @param features of its input, {@link OnnxValue#UNKNOWN} if the file doesn't say
     * @param kernels of the network; null for the best
     */
    public static Network network(OnnxGraph graph, List<Step> steps, long features, @Nullable DenseKernels kernels)
            throws DataFormatException {
        long width = features == OnnxValue.UNKNOWN ? firstWidth(steps) : features;
        if (width < 1 || width >= Integer.MAX_VALUE) {
            throw graph.wrong("input", "a known number of features from 1 to 2³¹ − 2", width < 0 ? "none" : width + "");
        }
        Assembly assembly = new Assembly(graph);
        assembly.plan(steps, (int) width);
        try {
            return assembly.build((int) width, kernels == null ? Kernels.best() : kernels);
        } catch (ArithmeticException e) {
            DataFormatException tooLarge = graph.wrong("graph", "less than 2³¹ parameters", "more");
            tooLarge.initCause(e);
            throw tooLarge;
        }
    }

    private static long firstWidth(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Linear linear) return linear.in();
            if (step instanceof Step.Scaling scaling && scaling.length() > 1) return scaling.length();
        }
        return OnnxValue.UNKNOWN;
    }

    private void plan(List<Step> steps, int features) throws DataFormatException {
        int width = features;
        for (Step step : steps) {
            // No switch over types: linking one takes milliseconds, which a program's first prediction would wait for.
            if (step instanceof Step.Linear linear) {
                plans.add(new Plan.DensePlan(linear, Activation.IDENTITY));
                width = linear.out();
            } else if (step instanceof Step.Scaling scaling) {
                plans.add(diagonal(width, scaling, Activation.IDENTITY));
            } else if (step instanceof Step.Elementwise curve) {
                Plan last = plans.isEmpty() ? null : plans.getLast();
                if (last instanceof Plan.DensePlan dense && dense.activation() instanceof Identity) {
                    plans.set(plans.size() - 1, new Plan.DensePlan(dense.linear(), curve.activation()));
                } else {
                    plans.add(diagonal(width, NOTHING, curve.activation()));
                }
            } else if (step instanceof Step.Softmax softmax) {
                plans.add(new Plan.SoftmaxPlan(softmax.log()));
            }
        }
        if (plans.isEmpty()) plans.add(diagonal(width, NOTHING, Activation.IDENTITY));
    }

    private Plan diagonal(int width, Step.Scaling scaling, Activation activation) throws DataFormatException {
        if (!Diagonal.fits(width)) {
            throw graph.wrong(
                    "graph",
                    "a product with weights beside each scaling and activation of that many features",
                    "none beside one of %d features".formatted(width));
        }
        return new Plan.DensePlan(Diagonal.of(width, scaling), activation);
    }

    private Network build(int features, DenseKernels kernels) {
        NetworkBuilder builder = Network.input(features);
        for (Plan plan : plans) {
            if (plan instanceof Plan.DensePlan dense)
                builder.dense(dense.linear().out(), dense.activation());
            else if (plan instanceof Plan.SoftmaxPlan softmax && softmax.log()) builder.logSoftmax();
            else builder.softmax();
        }
        Network network = builder.build(kernels);
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i) instanceof Plan.DensePlan plan)
                set((Dense) network.layers().get(i), plan.linear());
        }
        return network;
    }

    private static void set(Dense layer, Step.Linear linear) {
        Affine parameters = layer.parameters();
        parameters.layout().pack(linear.weights(), 0, parameters.data(), parameters.weights());
        for (int j = 0; j < linear.out(); j++) parameters.setBias(j, (float) linear.bias()[j]);
    }
}
