package dev.nn.format.onnx.recognise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Functions by their normal forms: a formula is one of them if its form is the same and its numbers are, but for the
 * rounding of constants to single precision.
 *
 * @param <T> what stands for a function
 */
final class Templates<T> {
    /** Stands in a template for the number that is the function's parameter. */
    static final double PARAMETER = 0.6180339887498949;

    /** Relative; constants of a few digits, such as 1.41421 for √2, are other functions. */
    private static final double TOLERANCE = 1e-6;

    private record Template<T>(List<Double> numbers, DoubleFunction<@Nullable T> function) {}

    private final Map<String, List<Template<T>>> templates = new HashMap<>();

    /** Adds a function without a parameter. */
    void add(T function, Polynomial form) {
        add(parameter -> function, form);
    }

    /** Adds a function of a parameter; it is null for parameters that it can't have. */
    void add(DoubleFunction<@Nullable T> function, Polynomial form) {
        List<Double> numbers = new ArrayList<>();
        templates
                .computeIfAbsent(form.shape(numbers), shape -> new ArrayList<>())
                .add(new Template<>(numbers, function));
    }

    /** The function of that form, or null. */
    @Nullable
    T match(@Nullable Polynomial form) {
        if (form == null) return null;
        List<Double> numbers = new ArrayList<>();
        for (Template<T> template : templates.getOrDefault(form.shape(numbers), List.of())) {
            Double parameter = parameter(template.numbers(), numbers);
            T function = parameter == null ? null : template.function().apply(parameter);
            if (function != null) return function;
        }
        return null;
    }

    /** The parameter with which the numbers are the template's, NaN if it has none; null if they aren't. */
    private static @Nullable Double parameter(List<Double> template, List<Double> numbers) {
        double parameter = Double.NaN;
        for (int i = 0; i < numbers.size(); i++) {
            if (Math.abs(template.get(i)) == PARAMETER && Double.isNaN(parameter)) {
                parameter = template.get(i) < 0 ? -numbers.get(i) : numbers.get(i);
            }
        }
        for (int i = 0; i < numbers.size(); i++) {
            double wanted = template.get(i);
            if (Math.abs(wanted) == PARAMETER) wanted = wanted < 0 ? -parameter : parameter;
            if (!(Math.abs(numbers.get(i) - wanted) <= TOLERANCE * Math.abs(wanted))) return null;
        }
        return parameter;
    }
}
