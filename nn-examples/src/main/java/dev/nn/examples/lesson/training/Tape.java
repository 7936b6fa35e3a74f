package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * A tape for automatic differentiation, backwards: while a number is computed it notes each operation and its slopes; read
 * from the end to the beginning it gives the slope of the result for every number that went into it.
 *
 * <p>It knows nothing of layers or networks. Linnainmaa 1970; Griewank, Walther: Evaluating Derivatives, 2008, chapter 3.
 */
final class Tape {
    private final List<Entry> entries = new ArrayList<>();

    /** A number, and its place on the tape. */
    record Value(int place, double value) {}

    /** The places that an operation reads, and how its result changes with each of them. */
    private record Entry(int[] from, double[] slopes) {}

    /** A number that nothing led to. */
    Value input(double value) {
        return note(value, new int[0]);
    }

    // @start region="operations"
    Value plus(Value a, Value b) {
        return note(a.value + b.value, new int[] {a.place, b.place}, 1, 1);
    }

    Value times(Value a, Value b) {
        return note(a.value * b.value, new int[] {a.place, b.place}, b.value, a.value);
    }

    Value apply(Activation f, Value a) {
        return note(f.apply(a.value), new int[] {a.place}, f.derivative(a.value));
    }
    // @end

    Value minus(Value a, Value b) {
        return note(a.value - b.value, new int[] {a.place, b.place}, 1, -1);
    }

    private Value note(double value, int[] from, double... slopes) {
        entries.add(new Entry(from, slopes));
        return new Value(entries.size() - 1, value);
    }

    /** The slope of one number for each number on the tape, by place. */
    // @start region="back"
    double[] slopes(Value result) {
        double[] slopes = new double[entries.size()];
        slopes[result.place] = 1;
        for (int i = result.place; i >= 0; i--) {
            Entry entry = entries.get(i);
            for (int k = 0; k < entry.from.length; k++) slopes[entry.from[k]] += entry.slopes[k] * slopes[i];
        }
        return slopes;
    }
    // @end

    /** Numbers on it. */
    int length() {
        return entries.size();
    }
}
