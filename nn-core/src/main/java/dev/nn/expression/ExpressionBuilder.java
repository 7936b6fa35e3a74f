package dev.nn.expression;

import dev.nn.activation.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Expression} in the making: each call adds an operation and returns its number, for others to refer to.
 *
 * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="expression" :
 * ExpressionBuilder b = new ExpressionBuilder(256);
 * int x = b.input();
 * Expression relu6 = b.build(b.apply(Operator.MIN, b.apply(Operator.MAX, x, b.number(0)), b.number(6)));
 * }
 *
 * What is made of constants alone is computed at once.
 */
public final class ExpressionBuilder {
    private final List<Operation> operations = new ArrayList<>();
    private long registers;

    /** An expression of rows of {@code in} values. */
    public ExpressionBuilder(int in) {
        if (in < 1) throw new IllegalArgumentException("an expression needs at least 1 input, was " + in);
        operations.add(new Operation.Input(in));
        registers = in;
    }

    /** The row that goes in. */
    public int input() {
        return 0;
    }

    /** Values per row of an operation. */
    public int width(int operation) {
        return operations.get(operation).width();
    }

    /** A number, for operators on lines of any width. */
    public int number(double value) {
        return constant((float) value);
    }

    /** Values that are the same for every row, one for each column. */
    public int constant(float... values) {
        if (values.length < 1) throw new IllegalArgumentException("a constant needs at least 1 value");
        return add(new Operation.Constant(values, values.length));
    }

    /** The values of an operation if they are the same for every row, else null. */
    public float @Nullable [] constantOf(int operation) {
        if (!(operations.get(operation) instanceof Operation.Constant constant)) return null;
        float[] values = new float[constant.width()];
        for (int j = 0; j < values.length; j++) values[j] = constant.value(j);
        return values;
    }

    /** Floats that the operations so far take for a row; see {@link Expression#registers}. */
    public long registers() {
        return registers;
    }

    /**
     * An operator on lines of one width, or of width 1, which count for every column.
     *
     * @throws IllegalArgumentException if it takes another number of arguments, or their widths differ
     */
    public int apply(Operator operator, int... arguments) {
        if (arguments.length != operator.arity()) {
            throw new IllegalArgumentException(
                    "%s takes %d arguments, got %d".formatted(operator.text(), operator.arity(), arguments.length));
        }
        int width = 1;
        for (int argument : arguments) width = Math.max(width, width(argument));
        int[] wide = new int[arguments.length];
        for (int i = 0; i < wide.length; i++) wide[i] = widened(arguments[i], width);
        return add(new Operation.Elementwise(operator, wide, width));
    }

    /** An activation of a line. */
    public int apply(Activation activation, int line) {
        return activation.formula(new ActivationLines(this), line);
    }

    /** One number made of all values of a line. */
    public int reduce(Operation.Kind kind, int argument) {
        width(argument);
        return add(new Operation.Reduction(kind, argument));
    }

    /** Chosen columns of a line, side by side. */
    public int columns(int argument, int... columns) {
        int[] lines = new int[columns.length];
        Arrays.fill(lines, argument);
        return columns(lines, columns);
    }

    /** Chosen columns of several lines, side by side. */
    public int columns(int[] lines, int[] columns) {
        if (columns.length < 1 || lines.length != columns.length) {
            throw new IllegalArgumentException("as many lines as columns, at least 1, are needed; got %d and %d"
                    .formatted(lines.length, columns.length));
        }
        int[] from = lines.clone(), at = columns.clone();
        for (int j = 0; j < at.length; j++) {
            if (at[j] < 0 || at[j] >= width(from[j])) {
                throw new IllegalArgumentException("column %d of a line of %d values".formatted(at[j], width(from[j])));
            }
            // A chosen column of chosen columns is one of theirs.
            if (operations.get(from[j]) instanceof Operation.Columns chosen) {
                from[j] = chosen.lines()[at[j]];
                at[j] = chosen.columns()[at[j]];
            }
        }
        boolean same = at.length == width(from[0]);
        for (int j = 0; j < at.length; j++) same &= from[j] == from[0] && at[j] == j;
        return same ? from[0] : add(new Operation.Columns(from, at));
    }

    /** The expression whose result is that operation; what it doesn't need is left out. */
    public Expression build(int result) {
        boolean[] needed = new boolean[operations.size()];
        needed[0] = true;
        needed[result] = true;
        for (int i = result; i > 0; i--) {
            if (!needed[i]) continue;
            for (int argument : Renumbering.arguments(operations.get(i))) needed[argument] = true;
        }
        int[] number = new int[result + 1];
        List<Operation> kept = new ArrayList<>();
        for (int i = 0; i <= result; i++) {
            if (!needed[i]) continue;
            number[i] = kept.size();
            kept.add(Renumbering.of(operations.get(i), number));
        }
        return new Expression(kept);
    }

    /** Adds all operations of an expression, of which that line is the input; returns its result. */
    public int append(Expression expression, int line) {
        if (width(line) != expression.in()) {
            throw new IllegalArgumentException(
                    "the expression takes %d values, got %d".formatted(expression.in(), width(line)));
        }
        int[] number = new int[expression.operations().size()];
        number[0] = line;
        for (int i = 1; i < number.length; i++) {
            number[i] = add(Renumbering.of(expression.operations().get(i), number));
        }
        return number[number.length - 1];
    }

    private int widened(int line, int width) {
        if (width(line) == width) return line;
        if (width(line) != 1) {
            throw new IllegalArgumentException("lines of %d and %d values".formatted(width(line), width));
        }
        if (operations.get(line) instanceof Operation.Constant constant) {
            return add(new Operation.Constant(constant.values(), width));
        }
        return columns(line, new int[width]);
    }

    private int add(Operation operation) {
        boolean constant = operations.size() > 0 && !(operation instanceof Operation.Constant);
        for (int argument : Renumbering.arguments(operation)) {
            constant &= operations.get(argument) instanceof Operation.Constant;
        }
        operations.add(constant ? constant(operation) : operation);
        registers += operation.width();
        return operations.size() - 1;
    }

    private static boolean uniform(float[] values) {
        for (float value : values) if (Float.compare(value, values[0]) != 0) return false;
        return true;
    }

    /** An operation on constants, computed. */
    private Operation.Constant constant(Operation operation) {
        List<Operation> small = new ArrayList<>(List.of(new Operation.Input(1)));
        int[] number = new int[operations.size()];
        for (int argument : Renumbering.arguments(operation)) {
            if (number[argument] > 0) continue;
            number[argument] = small.size();
            small.add(operations.get(argument));
        }
        small.add(Renumbering.of(operation, number));
        Expression expression = new Expression(small);
        float[] values = new float[expression.registers()];
        expression.compute(new float[1], 0, values, 0);
        float[] result = Arrays.copyOfRange(values, expression.resultAt(0), values.length);
        return new Operation.Constant(uniform(result) ? new float[] {result[0]} : result, result.length);
    }
}
