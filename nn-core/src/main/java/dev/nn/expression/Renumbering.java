package dev.nn.expression;

import java.util.Arrays;

/** Operations whose arguments have got other numbers. */
final class Renumbering {
    private Renumbering() {}

    /** The operations that one refers to, some perhaps more than once. */
    static int[] arguments(Operation operation) {
        return switch (operation) {
            case Operation.Elementwise elementwise -> elementwise.arguments();
            case Operation.Reduction reduction -> new int[] {reduction.argument()};
            case Operation.Columns columns -> columns.lines();
            case Operation.Input input -> new int[0];
            case Operation.Constant constant -> new int[0];
        };
    }

    /** The same operation where what was i is now number[i]. */
    static Operation of(Operation operation, int[] number) {
        return switch (operation) {
            case Operation.Elementwise elementwise ->
                new Operation.Elementwise(
                        elementwise.operator(), each(elementwise.arguments(), number), elementwise.width());
            case Operation.Reduction reduction ->
                new Operation.Reduction(reduction.kind(), number[reduction.argument()]);
            case Operation.Columns columns -> new Operation.Columns(each(columns.lines(), number), columns.columns());
            case Operation.Input input -> input;
            case Operation.Constant constant -> constant;
        };
    }

    private static int[] each(int[] arguments, int[] number) {
        return Arrays.stream(arguments).map(argument -> number[argument]).toArray();
    }
}
