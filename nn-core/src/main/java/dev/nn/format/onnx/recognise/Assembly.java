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
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The layers of a network, made of folded steps: a linear map and the activation behind it are one dense layer. */
public final class Assembly {
    /** A layer to be. */
    private sealed interface Plan {
        record DensePlan(Step.Linear linear, Activation activation) implements Plan {}

        record SoftmaxPlan(boolean log) implements Plan {}

        record ActivationPlan(Activation activation) implements Plan {}

        record SumPlan(Assembly branch, Assembly shortcut) implements Plan {}

        record ConcatPlan(List<Assembly> branches) implements Plan {}

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

    private int width;

    private Assembly(OnnxGraph graph, int features, long budget) {
        this.graph = graph;
        this.budget = budget;
        this.width = features;
    }

    /**
     * The layers that do what the steps do.
     *
     * @param features of the row that they begin with
     * @param budget floats that formulas may take for a row
     */
    public static Assembly of(OnnxGraph graph, List<Step> steps, int features, long budget) throws DataFormatException {
        Assembly assembly = new Assembly(graph, features, budget);
        for (Step step : steps) assembly.plan(step);
        return assembly;
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
        Assembly assembly = of(graph, steps, (int) features, budget);
        if (assembly.plans.isEmpty()) assembly.formula(new Step.Elementwise(Activation.IDENTITY));
        try {
            return assembly.build((int) features, kernels == null ? Kernels.best() : kernels);
        } catch (ArithmeticException e) {
            DataFormatException tooLarge = graph.wrong("graph", "less than 2³¹ parameters", "more");
            tooLarge.initCause(e);
            throw tooLarge;
        } catch (IllegalArgumentException e) {
            DataFormatException misfit = graph.wrong("graph", "layers that fit", String.valueOf(e.getMessage()));
            misfit.initCause(e);
            throw misfit;
        }
    }

    private void plan(Step step) throws DataFormatException {
        // No switch over types: linking one takes milliseconds, which a program's first prediction would wait for.
        if (step instanceof Step.Linear linear) {
            plans.add(new Plan.DensePlan(linear, Activation.IDENTITY));
            width = linear.out();
        } else if (step instanceof Step.Softmax softmax) {
            plans.add(new Plan.SoftmaxPlan(softmax.log()));
        } else if (step instanceof Step.Sum sum) {
            Assembly branch = branch(sum.branch()), shortcut = branch(sum.shortcut());
            plans.add(new Plan.SumPlan(branch, shortcut));
            width = branch.width;
        } else if (step instanceof Step.Concat concat) {
            List<Assembly> branches = new ArrayList<>();
            int all = 0;
            for (List<Step> steps : concat.branches()) {
                branches.add(branch(steps));
                all = Math.addExact(all, branches.getLast().width);
            }
            plans.add(new Plan.ConcatPlan(branches));
            width = all;
        } else if (step instanceof Step.Elementwise elementwise
                && !plans.isEmpty()
                && plans.getLast() instanceof Plan.DensePlan dense
                && dense.activation() instanceof Identity) {
            plans.set(plans.size() - 1, new Plan.DensePlan(dense.linear(), elementwise.activation()));
        } else if (step instanceof Step.Elementwise elementwise && joins()) {
            plans.add(new Plan.ActivationPlan(elementwise.activation()));
        } else {
            formula(step);
        }
    }

    /** Whether the last layer joins branches, as those do that an activation of its own follows. */
    private boolean joins() {
        return !plans.isEmpty()
                && (plans.getLast() instanceof Plan.SumPlan || plans.getLast() instanceof Plan.ConcatPlan);
    }

    private Assembly branch(List<Step> steps) throws DataFormatException {
        Assembly branch = of(graph, steps, width, budget);
        budget = branch.budget;
        return branch;
    }

    /** Adds a formula, or continues the one before. */
    private void formula(Step step) throws DataFormatException {
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
        else if (step instanceof Step.Elementwise elementwise) plan.line = b.apply(elementwise.activation(), plan.line);
        else if (step instanceof Step.Formula formula) plan.line = b.append(formula.expression(), plan.line);
        budget -= b.registers() - registers;
        if (budget < 0) {
            throw graph.wrong(
                    "graph", "formulas in proportion to the file", "%d values for a row".formatted(b.registers()));
        }
        width = b.width(plan.line);
    }

    /** Adds the layers to a network. */
    public NetworkBuilder addTo(NetworkBuilder builder) {
        for (Plan plan : plans) {
            if (plan instanceof Plan.DensePlan dense)
                builder.dense(dense.linear().out(), dense.activation());
            else if (plan instanceof Plan.FormulaPlan formula) builder.formula(formula.builder.build(formula.line));
            else if (plan instanceof Plan.SoftmaxPlan softmax && softmax.log()) builder.logSoftmax();
            else if (plan instanceof Plan.SoftmaxPlan) builder.softmax();
            else if (plan instanceof Plan.ActivationPlan layer) builder.activationLayer(layer.activation());
            else if (plan instanceof Plan.SumPlan sum) builder.add(sum.branch()::addTo, sum.shortcut()::addTo);
            else if (plan instanceof Plan.ConcatPlan concat) {
                List<UnaryOperator<NetworkBuilder>> branches = new ArrayList<>();
                for (Assembly branch : concat.branches()) branches.add(branch::addTo);
                builder.concat(branches);
            }
        }
        return builder;
    }

    /** The linear maps of the dense layers, also of those in branches, in the order of the layers. */
    public List<Step.Linear> linears() {
        List<Step.Linear> linears = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan instanceof Plan.DensePlan dense) {
                linears.add(dense.linear());
            } else if (plan instanceof Plan.SumPlan sum) {
                linears.addAll(sum.branch().linears());
                linears.addAll(sum.shortcut().linears());
            } else if (plan instanceof Plan.ConcatPlan concat) {
                for (Assembly branch : concat.branches()) linears.addAll(branch.linears());
            }
        }
        return linears;
    }

    private Network build(int features, DenseKernels kernels) {
        Network network = addTo(Network.input(features)).build(kernels);
        set(network.layers(), linears().iterator());
        return network;
    }

    private static void set(List<Layer> layers, Iterator<Step.Linear> linears) {
        for (Layer layer : layers) {
            if (layer instanceof Dense dense) set(dense, linears.next());
            else set(layer.parts(), linears);
        }
    }

    private static void set(Dense layer, Step.Linear linear) {
        Affine parameters = layer.parameters();
        parameters.layout().pack(linear.weights(), 0, parameters.data(), parameters.weights());
        for (int j = 0; j < linear.out(); j++) parameters.setBias(j, (float) linear.bias()[j]);
    }
}
