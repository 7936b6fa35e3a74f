package dev.nn.expression;

import java.util.Arrays;
import java.util.List;

/**
 * A function of one row as a list of {@link Operation}s, each made of earlier ones; the last one is the result. It is
 * computed as other runtimes compute a graph of such operators: operator by operator, each result rounded to a float.
 *
 * <p>Made by an {@link ExpressionBuilder}. Immutable; any number of threads may use it.
 */
public final class Expression {
    private final List<Operation> operations;

    /** For each operation where its values stand in a row's registers. */
    private final int[] offsets;

    private final int registers;
    private final int in;

    /** Made by {@link ExpressionBuilder#build}: the first operation is the input. */
    Expression(List<Operation> operations) {
        this.operations = List.copyOf(operations);
        this.in = operations.getFirst().width();
        offsets = new int[operations.size()];
        int next = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = next;
            next = Math.addExact(next, operations.get(i).width());
        }
        registers = next;
    }

    /** Values of the row that goes in. */
    public int in() {
        return in;
    }

    /** Values of the row that comes out. */
    public int out() {
        return operations.getLast().width();
    }

    /** The operations in the order of computation. */
    public List<Operation> operations() {
        return operations;
    }

    /** Floats of memory that computing a row takes: one for each value of each operation. */
    public int registers() {
        return registers;
    }

    /**
     * Computes one row.
     *
     * @param x where the input row begins at {@code xAt}
     * @param values {@link #registers} floats from {@code at} on, which get the values of all operations
     */
    @SuppressWarnings("IfChainToSwitch")
    public void compute(float[] x, int xAt, float[] values, int at) {
        for (int i = 0; i < offsets.length; i++) {
            int to = at + offsets[i];
            // No switch over types, whose first use in a JVM takes tens of milliseconds: a quick start comes by here.
            Operation operation = operations.get(i);
            if (operation instanceof Operation.Elementwise elementwise) {
                elementwise(elementwise, values, at, to);
            } else if (operation instanceof Operation.Columns columns) {
                for (int j = 0; j < columns.width(); j++) values[to + j] = values[place(columns, j, at)];
            } else if (operation instanceof Operation.Reduction reduction) {
                int from = at + offsets[reduction.argument()];
                values[to] = (float) reduce(reduction, values, from, width(reduction.argument()));
            } else if (operation instanceof Operation.Constant constant) {
                if (constant.values().length == 1) Arrays.fill(values, to, to + constant.width(), constant.value(0));
                else System.arraycopy(constant.values(), 0, values, to, constant.width());
            } else {
                System.arraycopy(x, xAt, values, to, in);
            }
        }
    }

    /** Where the result of a computed row begins. */
    public int resultAt(int at) {
        return at + offsets[offsets.length - 1];
    }

    /**
     * The gradient by the input, from that by the output.
     *
     * @param values what {@link #compute} has left from {@code at} on
     * @param gradients as much memory; the gradient by the output stands where the result does, the one by the input is
     *     left at {@code at}
     */
    public void differentiate(float[] values, int at, float[] gradients) {
        Arrays.fill(gradients, at, resultAt(at), 0);
        for (int i = offsets.length - 1; i > 0; i--) {
            int from = at + offsets[i];
            if (operations.get(i) instanceof Operation.Elementwise elementwise) {
                int a = argument(elementwise, 0, at),
                        b = argument(elementwise, 1, at),
                        c = argument(elementwise, 2, at);
                Derivatives.elementwise(elementwise, values, gradients, a, b, c, from);
            } else if (operations.get(i) instanceof Operation.Columns columns) {
                for (int j = 0; j < columns.width(); j++) gradients[place(columns, j, at)] += gradients[from + j];
            } else if (operations.get(i) instanceof Operation.Reduction reduction) {
                int argument = at + offsets[reduction.argument()];
                Derivatives.reduction(reduction.kind(), values, gradients, argument, width(reduction.argument()), from);
            }
        }
    }

    /** The result for one row in double precision: the definition. */
    public double[] apply(double[] x) {
        double[][] values = new double[operations.size()][];
        for (int i = 0; i < values.length; i++) {
            double[] y = new double[operations.get(i).width()];
            switch (operations.get(i)) {
                case Operation.Elementwise elementwise -> {
                    int[] of = elementwise.arguments();
                    for (int j = 0; j < y.length; j++) {
                        double b = of.length > 1 ? values[of[1]][j] : 0, c = of.length > 2 ? values[of[2]][j] : 0;
                        y[j] = elementwise.operator().apply(values[of[0]][j], b, c);
                    }
                }
                case Operation.Columns columns -> {
                    for (int j = 0; j < y.length; j++) y[j] = values[columns.lines()[j]][columns.columns()[j]];
                }
                case Operation.Reduction reduction -> y[0] = reduce(reduction.kind(), values[reduction.argument()]);
                case Operation.Constant constant -> {
                    for (int j = 0; j < y.length; j++) y[j] = constant.value(j);
                }
                case Operation.Input input -> System.arraycopy(x, 0, y, 0, in);
            }
            values[i] = y;
        }
        return values[values.length - 1];
    }

    /** The expression as text, a line for each operation, for {@link #parse}. */
    public List<String> lines() {
        return ExpressionText.lines(this);
    }

    /**
     * The expression that {@link #lines} has written.
     *
     * @param most floats that it may take for a row, see {@link #registers}
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static Expression parse(List<String> lines, long most) {
        return ExpressionText.parse(lines, most);
    }

    /** As a formula of x where that fits into a line, else how many operations it has. */
    @Override
    public String toString() {
        return FormulaText.of(this);
    }

    private int width(int operation) {
        return operations.get(operation).width();
    }

    private int place(Operation.Columns columns, int j, int at) {
        return at + offsets[columns.lines()[j]] + columns.columns()[j];
    }

    /** Where the arguments of an operation begin; three, the last one again if there are fewer. */
    private int argument(Operation.Elementwise elementwise, int i, int at) {
        int[] of = elementwise.arguments();
        return at + offsets[of[Math.min(i, of.length - 1)]];
    }

    private void elementwise(Operation.Elementwise elementwise, float[] values, int at, int to) {
        int a = argument(elementwise, 0, at), b = argument(elementwise, 1, at), c = argument(elementwise, 2, at);
        Loops.run(elementwise.operator(), elementwise.width(), values, a, b, c, to);
    }

    private static double reduce(Operation.Reduction reduction, float[] values, int from, int count) {
        double sum = 0, max = Double.NEGATIVE_INFINITY, min = Double.POSITIVE_INFINITY;
        for (int j = from; j < from + count; j++) {
            sum += values[j];
            max = Math.max(max, values[j]);
            min = Math.min(min, values[j]);
        }
        return pick(reduction.kind(), sum, max, min, count);
    }

    private static double reduce(Operation.Kind kind, double[] values) {
        return pick(
                kind,
                Arrays.stream(values).sum(),
                Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY),
                Arrays.stream(values).min().orElse(Double.POSITIVE_INFINITY),
                values.length);
    }

    private static double pick(Operation.Kind kind, double sum, double max, double min, int count) {
        return kind == Operation.Kind.SUM
                ? sum
                : kind == Operation.Kind.MEAN ? sum / count : kind == Operation.Kind.MAX ? max : min;
    }
}
