package dev.nn.format.onnx.write;

import dev.nn.expression.Expression;
import dev.nn.expression.Operation;
import dev.nn.expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Formulas as operators of opset 17, one for each operation. */
final class FormulaExport {
    /** Operators whose names aren't the same but for case and hyphens. */
    private static final Map<Operator, String> OTHERS =
            Map.of(Operator.REMAINDER, "Mod", Operator.IS_NAN, "IsNaN", Operator.IS_INFINITE, "IsInf");

    private final GraphWriter graph;
    private final List<String> tensors = new ArrayList<>();

    private FormulaExport(GraphWriter graph) {
        this.graph = graph;
    }

    /** Adds the nodes; returns the name of the result. */
    static String of(GraphWriter graph, Expression expression, String x) {
        FormulaExport export = new FormulaExport(graph);
        for (Operation operation : expression.operations()) {
            export.tensors.add(operation instanceof Operation.Input ? x : export.of(operation));
        }
        return export.tensors.getLast();
    }

    private String of(Operation operation) {
        return switch (operation) {
            case Operation.Input input -> throw new IllegalArgumentException("an expression has one input");
            case Operation.Constant constant -> constant(constant);
            case Operation.Reduction reduction -> reduction(reduction);
            case Operation.Columns columns -> columns(columns);
            case Operation.Elementwise elementwise -> elementwise(elementwise);
        };
    }

    private String constant(Operation.Constant constant) {
        if (constant.values().length > 1 || constant.width() == 1) {
            return graph.tensor("constant", constant.values(), 1, constant.width());
        }
        String number = graph.tensor("constant", constant.values(), 1, 1);
        return graph.node("Expand", number, graph.integers("shape", 1, constant.width()));
    }

    private String elementwise(Operation.Elementwise elementwise) {
        Operator operator = elementwise.operator();
        String[] inputs = new String[elementwise.arguments().length];
        for (int i = 0; i < inputs.length; i++)
            inputs[i] = tensors.get(elementwise.arguments()[i]);
        boolean truths = isLogical(operator, true);
        for (int i = 0; i < inputs.length; i++) {
            if (truths || (operator == Operator.WHERE && i == 0)) inputs[i] = graph.cast(inputs[i], GraphWriter.BOOL);
        }
        String name = OTHERS.getOrDefault(operator, camelCase(operator.text()));
        String result = operator == Operator.REMAINDER ? graph.node(name, "fmod", 1, inputs) : graph.node(name, inputs);
        return isLogical(operator, false) ? graph.cast(result, GraphWriter.FLOAT) : result;
    }

    /** Whether an operator takes, or makes, truth values, which are a type of their own in ONNX. */
    private static boolean isLogical(Operator operator, boolean arguments) {
        return switch (operator) {
            case AND, OR, XOR, NOT -> true;
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, EQUAL, IS_NAN, IS_INFINITE -> !arguments;
            default -> false;
        };
    }

    private static String camelCase(String text) {
        StringBuilder name = new StringBuilder();
        for (String word : text.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    private String reduction(Operation.Reduction reduction) {
        String x = tensors.get(reduction.argument());
        // Of these, opset 17 takes the axes as an input in one and as an attribute in the others.
        return switch (reduction.kind()) {
            case SUM -> graph.node("ReduceSum", x, graph.integers("axes", 1));
            case MEAN -> graph.node("ReduceMean", "axes", new long[] {1}, x);
            case MAX -> graph.node("ReduceMax", "axes", new long[] {1}, x);
            case MIN -> graph.node("ReduceMin", "axes", new long[] {1}, x);
        };
    }

    private String columns(Operation.Columns columns) {
        int line = columns.lines()[0];
        boolean one = true, single = true;
        for (int j = 0; j < columns.width(); j++) {
            one &= columns.lines()[j] == line;
            single &= columns.columns()[j] == 0;
        }
        if (one && single) return repeated(line, columns.width());
        if (one) return gathered(line, columns.columns(), 0, columns.width());
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int j = 1; j <= columns.width(); j++) {
            if (j < columns.width() && columns.lines()[j] == columns.lines()[from]) continue;
            parts.add(gathered(columns.lines()[from], columns.columns(), from, j));
            from = j;
        }
        return graph.node("Concat", "axis", 1, parts.toArray(new String[0]));
    }

    /** A single value for every column. */
    private String repeated(int line, int width) {
        return graph.node("Expand", tensors.get(line), graph.integers("shape", 1, width));
    }

    private String gathered(int line, int[] columns, int from, int to) {
        long[] indices = new long[to - from];
        for (int j = 0; j < indices.length; j++) indices[j] = columns[from + j];
        return graph.node("Gather", "axis", 1, tensors.get(line), graph.integers("columns", indices));
    }
}
