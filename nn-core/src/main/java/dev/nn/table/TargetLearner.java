package dev.nn.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The learning of a {@link Target}: whether the column holds classes or numbers, and which. */
final class TargetLearner {
    /** Classes that a model may have. */
    static final int MOST_CLASSES = 1_000;

    /** Whole numbers with at most so many different values are taken for classes where the user doesn't say. */
    static final int FEW_NUMBERS = 20;

    private final Table table;
    private final String name;
    private final ColumnValues values;
    private final Task task;

    /** @param asked the task, or null to decide by the column */
    TargetLearner(Table table, int column, @Nullable Task asked) {
        this.table = table;
        this.name = table.columns().get(column);
        this.values = table.values(column);
        this.task = asked == null ? task(values) : asked;
        if (task == Task.REGRESSION) requireNumbers();
        else requireClasses();
    }

    Task task() {
        return task;
    }

    /**
     * Texts are classes; so are whole numbers of at most {@link #FEW_NUMBERS} different values that repeat, each twice
     * on average; all else are numbers.
     */
    private static Task task(ColumnValues values) {
        int present = values.rows() - values.missing(), texts = values.texts().size();
        if (values.notNumbers() > 0) {
            boolean typingMistake = CellText.hasDecimalComma(values.notNumber()) || values.notNumbers() < present / 10;
            return typingMistake && (!values.hasTexts() || texts > FEW_NUMBERS) ? Task.REGRESSION : Task.CLASSIFICATION;
        }
        boolean few = values.hasTexts() && texts <= FEW_NUMBERS && 2 * texts <= present;
        boolean whole = few && values.texts().stream().allMatch(TargetLearner::isWholeOrMissing);
        return whole ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    private static boolean isWholeOrMissing(String text) {
        double number = CellText.number(text);
        return CellText.isMissing(text) || (number == Math.rint(number) && !Double.isInfinite(number));
    }

    private void requireNumbers() {
        int row = values.firstNotNumber() >= 0 ? values.firstNotNumber() : values.firstInfinite();
        if (row < 0) return;
        String problem = "the target must be a number for regression, is "
                + (values.firstNotNumber() >= 0 ? CellText.quote(values.notNumber()) : "infinite");
        if (CellText.hasDecimalComma(values.notNumber())) problem += " with a decimal comma";
        throw TableException.column(name, problem).at(table.place(row));
    }

    private void requireClasses() {
        if (values.hasTexts() && values.texts().size() <= MOST_CLASSES) return;
        throw TableException.column(
                name,
                "more than %,d different values can't be classes%s"
                        .formatted(MOST_CLASSES, values.notNumbers() == 0 ? "; use regression" : ""));
    }

    /** The rows that have a target. */
    int[] labelled() {
        return IntStream.range(0, values.rows())
                .filter(row -> task == Task.REGRESSION
                        ? !Double.isNaN(values.number(row))
                        : !CellText.isMissingLabel(values.text(row)))
                .toArray();
    }

    /**
     * The target, learnt from these rows.
     *
     * @throws TableException if there are no two different values
     */
    Target learn(int[] rows) {
        if (task == Task.CLASSIFICATION) return new ClassTarget(name, classes(rows));
        Moments moments = Moments.of(values, rows);
        if (moments.varies()) return new NumberTarget(name, moments.mean(), moments.deviation());
        throw TableException.column(name, "there is nothing to learn, every row has " + moments.mean());
    }

    /** The different labels, numbers by size, else in alphabetical order. */
    private List<String> classes(int[] rows) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int row : rows) {
            String label = values.text(row);
            labels.putIfAbsent(ClassTarget.canonical(label).orElse(label), label);
        }
        if (labels.size() < 2) {
            throw TableException.column(name, "there is nothing to learn, every row has " + labels.values());
        }
        boolean numbers = labels.values().stream().noneMatch(label -> Double.isNaN(CellText.number(label)));
        Comparator<String> order = numbers ? Comparator.comparingDouble(CellText::number) : Comparator.naturalOrder();
        return labels.values().stream().sorted(order).toList();
    }

    /** The value that the loss compares with, of a row that has a target. */
    static float encode(Target target, ColumnValues values, int row) {
        return target instanceof NumberTarget number
                ? number.encode(values.number(row))
                : target.encode(values.text(row));
    }

    /** The value by which rows are grouped for a split: the class, or nothing. */
    int[] groups(int[] rows) {
        if (task == Task.REGRESSION) return new int[rows.length];
        Map<String, Integer> numbers = new LinkedHashMap<>();
        return Arrays.stream(rows)
                .map(row -> {
                    String label = values.text(row);
                    String key = ClassTarget.canonical(label).orElse(label);
                    return numbers.computeIfAbsent(key, unused -> numbers.size());
                })
                .toArray();
    }
}
