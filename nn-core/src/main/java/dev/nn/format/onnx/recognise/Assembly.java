package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.data.DataFormatException;
import dev.nn.expression.ExpressionBuilder;
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
    /** A layer to be. */
    private sealed interface Plan {
        record DensePlan(Step.Linear linear, Activation activation) implements Plan {}

        record SoftmaxPlan(boolean log) implements Plan {}

        final class FormulaPlan implements Plan {
            final ExpressionBuilder builder;
            int line;

            FormulaPlan(int in) {
                builder = new ExpressionBuilder(in);
            }
        }
    }

    private final OnnxGraph graph;
    private final List<Plan> plans = new ArrayList<>();

    /** Floats that formulas may still take for a row. */
    private long budget;

    private Assembly(OnnxGraph graph, long budget) {
        this.graph = graph;
        this.budget = budget;
    }

    /**
     * The network that does what the steps do.
     *
     * @param features of its input, {@link OnnxValue#UNKNOWN} if the file doesn't say
     * @param budget floats that formulas may take for a row
     * @param kernels of the network; null for the best
     */
    public static Network network(
            OnnxGraph graph, List<Step> steps, long features, long budget, @Nullable DenseKernels kernels)
            throws DataFormatException {
        if (features < 1 || features >= Integer.MAX_VALUE) {
            throw graph.wrong(
                    "input", "a known number of features from 1 to 2³¹ − 2", features < 0 ? "none" : features + "");
        }
        Assembly assembly = new Assembly(graph, budget);
        assembly.plan(steps, (int) features);
        try {
            return assembly.build((int) features, kernels == null ? Kernels.best() : kernels);
        } catch (ArithmeticException e) {
            DataFormatException tooLarge = graph.wrong("graph", "less than 2³¹ parameters", "more");
            tooLarge.initCause(e);
            throw tooLarge;
        }
    }

    private void plan(List<Step> steps, int features) throws DataFormatException {
        int width = features;
        for (Step step : steps) {
            // No switch over types: linking one takes milliseconds, which a program's first prediction would wait for.
            if (step instanceof Step.Linear linear) {
                plans.add(new Plan.DensePlan(linear, Activation.IDENTITY));
                width = linear.out();
            } else if (step instanceof Step.Softmax softmax) {
                plans.add(new Plan.SoftmaxPlan(softmax.log()));
            } else if (step instanceof Step.Elementwise elementwise
                    && !plans.isEmpty()
                    && plans.getLast() instanceof Plan.DensePlan dense
                    && dense.activation() instanceof Identity) {
                plans.set(plans.size() - 1, new Plan.DensePlan(dense.linear(), elementwise.activation()));
            } else {
                width = formula(step, width);
            }
        }
        if (plans.isEmpty()) formula(new Step.Elementwise(Activation.IDENTITY), width);
    }

    /** Adds a formula, or continues the one before; returns its number of features. */
    private int formula(Step step, int width) throws DataFormatException {
        Plan.FormulaPlan plan;
        if (!plans.isEmpty() && plans.getLast() instanceof Plan.FormulaPlan before) {
            plan = before;
        } else {
            plan = new Plan.FormulaPlan(width);
            plans.add(plan);
        }
        ExpressionBuilder b = plan.builder;
        long registers = b.registers();
        if (step instanceof Step.Scaling scaling) plan.line = scaling.add(b, plan.line);
        else if (step instanceof Step.Elementwise elementwise)
            plan.line = Spelling.add(elementwise.activation(), b, plan.line);
        else if (step instanceof Step.Formula formula) plan.line = b.append(formula.expression(), plan.line);
        budget -= b.registers() - registers;
        if (budget < 0) {
            throw graph.wrong(
                    "graph", "formulas in proportion to the file", "%d values for a row".formatted(b.registers()));
        }
        return b.width(plan.line);
    }

    private Network build(int features, DenseKernels kernels) {
        NetworkBuilder builder = Network.input(features);
        for (Plan plan : plans) {
            if (plan instanceof Plan.DensePlan dense)
                builder.dense(dense.linear().out(), dense.activation());
            else if (plan instanceof Plan.FormulaPlan formula) builder.formula(formula.builder.build(formula.line));
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
