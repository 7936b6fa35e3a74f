package dev.nn.format.onnx.recognise;

import dev.nn.expression.Expression;
import dev.nn.expression.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folding of branches, and of linear maps that stand side by side or of whose results some are chosen. */
final class Joining {
    private Joining() {}

    /** A step whose branches are folded: itself, or what several linear maps of one input are together. */
    static List<Step> of(Step step) {
        if (step instanceof Step.Sum sum) {
            return List.of(new Step.Sum(Folding.of(sum.branch()), Folding.of(sum.shortcut())));
        }
        if (!(step instanceof Step.Concat concat)) return List.of(step);
        List<List<Step>> branches = new ArrayList<>();
        for (List<Step> branch : concat.branches()) branches.add(Folding.of(branch));
        List<Step> joined = joined(branches);
        return joined == null ? List.of(new Step.Concat(branches)) : joined;
    }

    /** One linear map in place of branches that are one each, with the same activation; null for others. */
    private static @Nullable List<Step> joined(List<List<Step>> branches) {
        List<Step> first = branches.getFirst();
        int out = 0;
        for (List<Step> branch : branches) {
            boolean alike = !branch.isEmpty()
                    && branch.size() <= 2
                    && branch.subList(1, branch.size()).equals(first.subList(1, first.size()))
                    && (branch.size() == 1 || branch.getLast() instanceof Step.Elementwise);
            if (!alike || !(branch.getFirst() instanceof Step.Linear linear)) return null;
            out = Math.addExact(out, linear.out());
        }
        int in = ((Step.Linear) first.getFirst()).in();
        float[] weights = new float[Math.multiplyExact(in, out)];
        double[] bias = new double[out];
        int at = 0;
        for (List<Step> branch : branches) {
            Step.Linear linear = (Step.Linear) branch.getFirst();
            for (int i = 0; i < in; i++) {
                System.arraycopy(linear.weights(), i * linear.out(), weights, i * out + at, linear.out());
            }
            System.arraycopy(linear.bias(), 0, bias, at, linear.out());
            at += linear.out();
        }
        List<Step> steps = new ArrayList<>(List.of(new Step.Linear(in, out, weights, bias)));
        steps.addAll(first.subList(1, first.size()));
        return steps;
    }

    /** Whether an expression does nothing but choose some of a map's results. */
    static boolean isChoice(Expression expression, Step.Linear linear) {
        return expression.operations().size() == 2
                && expression.operations().getLast() instanceof Operation.Columns
                && expression.out() <= linear.out();
    }

    /** The linear map whose results are some of another's. */
    static Step.Linear chosen(Step.Linear linear, Expression choice) {
        int[] columns = ((Operation.Columns) choice.operations().getLast()).columns();
        int in = linear.in(), out = columns.length;
        float[] weights = new float[in * out];
        double[] bias = new double[out];
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < in; i++) weights[i * out + j] = linear.weights()[i * linear.out() + columns[j]];
            bias[j] = linear.bias()[columns[j]];
        }
        return new Step.Linear(in, out, weights, bias);
    }
}
