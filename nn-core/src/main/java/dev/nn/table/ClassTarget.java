package dev.nn.table;

import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.metric.Accuracy;
import dev.nn.metric.Metric;
import dev.nn.metric.PredictedClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A target of classes: one output, a logit, for each. */
public final class ClassTarget implements Target {
    private final String name;
    private final List<String> classes;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * A target of classes.
     *
     * @param name of the column
     * @param classes at least two different names; a class's number is its place
     */
    public ClassTarget(String name, List<String> classes) {
        this.name = name;
        this.classes = List.copyOf(classes);
        if (classes.size() < 2) throw TableException.column(name, "needs at least 2 classes, has " + classes);
        for (String label : classes) {
            if (numbers.put(label, numbers.size()) != null) {
                throw TableException.column(name, "class " + CellText.quote(label) + " is listed twice");
            }
        }
        // 1, 1.0 and 1e0 are one class, however the next file writes it.
        for (String label : classes) canonical(label).ifPresent(number -> numbers.putIfAbsent(number, classOf(label)));
    }

    private int classOf(String label) {
        return classes.indexOf(label);
    }

    /** One way to write the number that a label is; empty for other labels. */
    static Optional<String> canonical(String label) {
        double number = CellText.number(label);
        // + 0.0 makes 0 of −0.
        return Double.isNaN(number) ? Optional.empty() : Optional.of(String.valueOf(number + 0.0));
    }

    @Override
    public String name() {
        return name;
    }

    /** Names of the classes, in the order of their numbers. */
    public List<String> classes() {
        return classes;
    }

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public int outputs() {
        return classes.size();
    }

    @Override
    public Loss loss() {
        return new SoftmaxCrossEntropy();
    }

    @Override
    public Metric newScore() {
        return new Accuracy();
    }

    @Override
    public String scoreName() {
        return "accuracy";
    }

    @Override
    public boolean isMissing(String cell) {
        String label = cell.strip();
        return CellText.isMissingLabel(label) && !numbers.containsKey(label);
    }

    @Override
    public float encode(String cell) {
        String label = cell.strip();
        Integer number = numbers.get(label);
        if (number == null) number = canonical(label).map(numbers::get).orElse(null);
        if (number != null) return number;
        if (CellText.isMissingLabel(label)) throw TableException.column(name, "the class is missing");
        throw TableException.column(
                name,
                "class %s was not in training; known: %s".formatted(CellText.quote(label), Table.listed(classes)));
    }

    @Override
    public Prediction decode(float[] y, int at) {
        int predicted = PredictedClass.of(y, at, classes.size());
        float[] probabilities = new float[classes.size()];
        double sum = 0;
        for (int j = 0; j < probabilities.length; j++) {
            // The largest logit is subtracted, so that e can't overflow. A NaN makes all of them NaN.
            double e = predicted == PredictedClass.NONE ? Double.NaN : Math.exp(y[at + j] - y[at + predicted]);
            probabilities[j] = (float) e;
            sum += e;
        }
        for (int j = 0; j < probabilities.length; j++) probabilities[j] /= (float) sum;
        String label = predicted == PredictedClass.NONE ? "" : classes.get(predicted);
        return new Prediction(label, predicted, probabilities);
    }
}
