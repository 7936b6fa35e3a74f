package dev.nn.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An expression as lines of text, as files hold it, one for each operation; operands are numbers of earlier lines:
 *
 * <pre>
 * input 8
 * constant 8 0.5          width, then a value for each column or one for all
 * max 0 1                 an operator of one, two or three lines
 * row-mean 2              row-sum, row-mean, row-max, row-min
 * columns 2:0 2:1 0:5     line and column for each column
 * </pre>
 */
final class ExpressionText {
    private static final String INPUT = "input", CONSTANT = "constant", COLUMNS = "columns", ROW = "row-";

    private ExpressionText() {}

    static List<String> lines(Expression expression) {
        return expression.operations().stream().map(ExpressionText::line).toList();
    }

    private static String line(Operation operation) {
        return switch (operation) {
            case Operation.Input input -> INPUT + " " + input.width();
            case Operation.Constant constant -> {
                StringBuilder text = new StringBuilder(CONSTANT).append(' ').append(constant.width());
                for (float value : constant.values()) text.append(' ').append(value);
                yield text.toString();
            }
            case Operation.Elementwise elementwise -> {
                StringBuilder text = new StringBuilder(elementwise.operator().text());
                for (int argument : elementwise.arguments()) text.append(' ').append(argument);
                yield text.toString();
            }
            case Operation.Reduction reduction ->
                ROW + reduction.kind().name().toLowerCase(Locale.ROOT) + " " + reduction.argument();
            case Operation.Columns columns -> {
                StringBuilder text = new StringBuilder(COLUMNS);
                for (int j = 0; j < columns.width(); j++) {
                    text.append(' ').append(columns.lines()[j]).append(':').append(columns.columns()[j]);
                }
                yield text.toString();
            }
        };
    }

    /**
     * The expression of these lines.
     *
     * @param most floats that it may take for a row
     * @throws IllegalArgumentException naming the line that is wrong
     */
    static Expression parse(List<String> lines, long most) {
        List<Operation> operations = new ArrayList<>();
        long registers = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            try {
                Operation operation = operation(line.split(" ", -1), operations);
                boolean first = operation instanceof Operation.Input;
                if (first != (i == 0)) throw new IllegalArgumentException("the input must be the first line");
                registers += operation.width();
                if (operation.width() < 1 || registers > most) {
                    throw new IllegalArgumentException("1 to %d values for a row are needed".formatted(most));
                }
                operations.add(operation);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                String shown = line.length() > 60 ? line.substring(0, 60) + "…" : line;
                throw new IllegalArgumentException(
                        "line %d of an expression, '%s': %s".formatted(i, shown, e.getMessage()), e);
            }
        }
        if (operations.isEmpty()) throw new IllegalArgumentException("an expression needs at least one line");
        return new Expression(operations);
    }

    private static Operation operation(String[] words, List<Operation> before) {
        return switch (words[0]) {
            case INPUT -> new Operation.Input(number(words[1]));
            case CONSTANT -> constant(words);
            case COLUMNS -> columns(words, before);
            default -> words[0].startsWith(ROW) ? reduction(words, before) : elementwise(words, before);
        };
    }

    private static Operation constant(String[] words) {
        float[] values = new float[words.length - 2];
        for (int j = 0; j < values.length; j++) values[j] = Float.parseFloat(words[j + 2]);
        int width = number(words[1]);
        if (values.length != 1 && values.length != width) {
            throw new IllegalArgumentException("1 or %d values are needed, got %d".formatted(width, values.length));
        }
        return new Operation.Constant(values, width);
    }

    private static Operation columns(String[] words, List<Operation> before) {
        int[] lines = new int[words.length - 1], columns = new int[lines.length];
        for (int j = 0; j < lines.length; j++) {
            int colon = words[j + 1].indexOf(':');
            lines[j] = number(words[j + 1].substring(0, colon));
            columns[j] = number(words[j + 1].substring(colon + 1));
            if (columns[j] < 0 || columns[j] >= before.get(lines[j]).width()) {
                throw new IllegalArgumentException("there is no column " + words[j + 1]);
            }
        }
        return new Operation.Columns(lines, columns);
    }

    private static Operation reduction(String[] words, List<Operation> before) {
        Operation.Kind kind =
                Operation.Kind.valueOf(words[0].substring(ROW.length()).toUpperCase(Locale.ROOT));
        int argument = number(words[1]);
        before.get(argument);
        return new Operation.Reduction(kind, argument);
    }

    private static Operation elementwise(String[] words, List<Operation> before) {
        Operator operator = Operator.named(words[0]);
        if (words.length != operator.arity() + 1) {
            throw new IllegalArgumentException("%d operands are needed".formatted(operator.arity()));
        }
        int[] arguments = new int[operator.arity()];
        for (int i = 0; i < arguments.length; i++) arguments[i] = number(words[i + 1]);
        int width = before.get(arguments[0]).width();
        for (int argument : arguments) {
            if (before.get(argument).width() != width)
                throw new IllegalArgumentException("operands of one width are needed");
        }
        return new Operation.Elementwise(operator, arguments, width);
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
