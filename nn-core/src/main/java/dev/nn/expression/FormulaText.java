package dev.nn.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The text of an expression, for people to read, for instance {@code min(max(x, 0), 6)}. */
final class FormulaText {
    private static final int LONGEST = 60;
    private static final Map<Operator, String> SIGNS =
            Map.of(Operator.ADD, " + ", Operator.SUB, " - ", Operator.MUL, " * ", Operator.DIV, " / ");

    private FormulaText() {}

    static String of(Expression expression) {
        List<String> texts = new ArrayList<>();
        for (Operation operation : expression.operations()) {
            String text = of(operation, texts);
            // Once too long, always too long: shared parts would make it grow without bound.
            if (text.length() > LONGEST) return expression.operations().size() - 1 + " operations";
            texts.add(text);
        }
        String text = texts.getLast();
        return text.startsWith("(") ? text.substring(1, text.length() - 1) : text;
    }

    private static String of(Operation operation, List<String> texts) {
        return switch (operation) {
            case Operation.Input input -> "x";
            case Operation.Constant constant -> number(constant);
            case Operation.Elementwise elementwise -> elementwise(elementwise, texts);
            case Operation.Reduction reduction ->
                "%s(%s)"
                        .formatted(
                                reduction.kind().name().toLowerCase(java.util.Locale.ROOT),
                                texts.get(reduction.argument()));
            case Operation.Columns columns -> columns(columns, texts);
        };
    }

    private static String elementwise(Operation.Elementwise elementwise, List<String> texts) {
        List<String> of = new ArrayList<>();
        for (int argument : elementwise.arguments()) of.add(texts.get(argument));
        String sign = SIGNS.get(elementwise.operator());
        return sign != null
                ? "(%s%s%s)".formatted(of.get(0), sign, of.get(1))
                : "%s(%s)".formatted(elementwise.operator().text(), String.join(", ", of));
    }

    private static String columns(Operation.Columns columns, List<String> texts) {
        int width = columns.width();
        boolean oneLine = true, repeated = true, range = true;
        for (int j = 0; j < width; j++) {
            oneLine &= columns.lines()[j] == columns.lines()[0];
            repeated &= columns.columns()[j] == 0;
            range &= columns.columns()[j] == columns.columns()[0] + j;
        }
        String text = texts.get(columns.lines()[0]);
        if (!oneLine) return "columns(%d)".formatted(width);
        if (repeated) return text;
        return range
                ? "%s[%d…%d]".formatted(text, columns.columns()[0], columns.columns()[width - 1])
                : "%s[%d chosen]".formatted(text, width);
    }

    private static String number(Operation.Constant constant) {
        if (constant.values().length > 1) return "c" + constant.width();
        float value = constant.value(0);
        return value == (int) value ? Integer.toString((int) value) : Float.toString(value);
    }
}
