package dev.nn.table;

import dev.nn.loss.Loss;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.metric.Accuracy;
import dev.nn.metric.Metric;
import dev.nn.metric.PredictedClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A target of classes: one output, a logit, for each.
 *
 * <p>1, 1.0 and 1e0 are one class, however the next file writes it; so are True and TRUE, unless both are classes.
 */
public final class ClassTarget implements Target {
    private final String name;
    private final List<String> classes;
    private final Reading reading;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> byKey = new HashMap<>();
    private final boolean exact;

    /** A target of classes in plain cells. */
    public ClassTarget(String name, List<String> classes) {
        this(name, classes, Reading.PLAIN);
    }

    /**
     * A target of classes.
     *
     * @param name of the column
     * @param classes at least two different names; a class's number is its place
     * @param reading which texts stand for no class
     */
    public ClassTarget(String name, List<String> classes, Reading reading) {
        this.name = name;
        this.classes = List.copyOf(classes);
        this.reading = reading;
        if (classes.size() < 2) throw TableException.column(name, "needs at least 2 classes, has " + classes);
        for (String label : classes) {
            if (numbers.put(label, numbers.size()) != null) {
                throw TableException.column(name, "class " + CellText.quote(label) + " is listed twice");
            }
        }
        this.exact = LabelKey.differ(classes);
        for (String label : classes) byKey.putIfAbsent(LabelKey.of(label, exact), numbers.get(label));
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
    public Reading reading() {
        return reading;
    }

    @Override
    public Target withCells(CellRules rules) {
        return new ClassTarget(name, classes, reading.with(rules));
    }

    @Override
    public boolean isMissing(String cell) {
        String label = CellText.strip(cell);
        return reading.isMissingLabel(label) && !numbers.containsKey(label);
    }

    @Override
    public float encode(String cell) {
        String label = CellText.strip(cell);
        Integer number = numbers.get(label);
        if (number == null) number = byKey.get(LabelKey.of(label, exact));
        if (number != null) return number;
        if (reading.isMissingLabel(label)) throw TableException.column(name, "the class is missing");
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
