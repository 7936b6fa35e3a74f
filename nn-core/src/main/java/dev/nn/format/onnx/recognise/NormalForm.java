package dev.nn.format.onnx.recognise;

import dev.nn.expression.Expression;
import dev.nn.expression.Operation;
import dev.nn.expression.Operator;
import dev.nn.format.onnx.recognise.Polynomial.NoNormalForm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The normal forms of the lines of an expression that treats all columns alike. */
final class NormalForm {
    private final List<Operation> operations;
    private final List<@Nullable Polynomial> lines = new ArrayList<>();

    private NormalForm(List<Operation> operations) {
        this.operations = operations;
    }

    /** The form of each line; null for lines that have none. */
    static List<@Nullable Polynomial> of(Expression expression) {
        NormalForm forms = new NormalForm(expression.operations());
        for (Operation operation : expression.operations()) {
            Polynomial form;
            try {
                form = forms.of(operation);
            } catch (NoNormalForm e) {
                form = null;
            }
            forms.lines.add(form);
        }
        return forms.lines;
    }

    private Polynomial of(Operation operation) throws NoNormalForm {
        return switch (operation) {
            case Operation.Input input -> Polynomial.x();
            case Operation.Constant constant -> number(constant);
            case Operation.Reduction reduction ->
                Polynomial.function("row-" + reduction.kind(), line(reduction.argument()));
            case Operation.Columns columns -> repeated(columns);
            case Operation.Elementwise elementwise -> elementwise(elementwise.operator(), elementwise.arguments());
        };
    }

    private Polynomial line(int line) throws NoNormalForm {
        Polynomial form = lines.get(line);
        if (form == null) throw new NoNormalForm();
        return form;
    }

    private static Polynomial number(Operation.Constant constant) throws NoNormalForm {
        if (constant.values().length > 1) throw new NoNormalForm();
        return Polynomial.number(constant.value(0));
    }

    /** The only value of a line, for every column; no other choice of columns treats all alike. */
    private Polynomial repeated(Operation.Columns columns) throws NoNormalForm {
        int line = columns.lines()[0];
        if (operations.get(line).width() != 1) throw new NoNormalForm();
        for (int j = 0; j < columns.width(); j++) {
            if (columns.lines()[j] != line || columns.columns()[j] != 0) throw new NoNormalForm();
        }
        return line(line);
    }

    private Polynomial elementwise(Operator operator, int[] of) throws NoNormalForm {
        Polynomial a = line(of[0]);
        return switch (operator) {
            case ADD -> a.plus(line(of[1]));
            case SUB -> a.plus(line(of[1]).times(-1));
            case MUL -> a.times(line(of[1]));
            case DIV -> a.times(line(of[1]).inverse());
            case NEG -> a.times(-1);
            case POW -> power(a, line(of[1]));
            case MAX -> max(a, line(of[1]));
            case MIN, EQUAL, AND, OR, XOR -> Polynomial.symmetric(operator.text(), a, line(of[1]));
            case LESS -> Polynomial.function(Operator.GREATER.text(), line(of[1]), a);
            case LESS_OR_EQUAL -> Polynomial.function(Operator.GREATER_OR_EQUAL.text(), line(of[1]), a);
            case GREATER, GREATER_OR_EQUAL, REMAINDER -> Polynomial.function(operator.text(), a, line(of[1]));
            case WHERE -> Polynomial.function(operator.text(), a, line(of[1]), line(of[2]));
            default -> Polynomial.function(operator, a);
        };
    }

    private static Polynomial power(Polynomial a, Polynomial exponent) throws NoNormalForm {
        Double value = exponent.constant();
        if (value == null) throw new NoNormalForm();
        if (value == -1) return a.inverse();
        if (value != 2 && value != 3) throw new NoNormalForm();
        return value == 2 ? a.times(a) : a.times(a).times(a);
    }

    /** A maximum with 0 of what is never negative is nothing. */
    private static Polynomial max(Polynomial a, Polynomial b) throws NoNormalForm {
        Double zero = b.constant();
        if (zero != null && zero == 0 && a.isNeverNegative()) return a;
        return Polynomial.symmetric(Operator.MAX.text(), a, b);
    }
}
