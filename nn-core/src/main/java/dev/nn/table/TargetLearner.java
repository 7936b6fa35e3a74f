package dev.nn.table;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
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
    private final @Nullable Task asked;
    private final Task task;
    private final boolean exact;

    /** Whether labels tell that case matters, though the user doesn't. */
    private final boolean caseMatters;

    /**
     * @param asked the task, or null to decide by the column
     * @param exact whether labels that differ only in case or blanks are different classes
     */
    TargetLearner(Table table, int column, @Nullable Task asked, boolean exact) {
        this.table = table;
        this.name = table.columns().get(column);
        this.values = table.values(column);
        this.task = asked == null ? task(values) : asked;
        if (task == Task.REGRESSION) requireNumbers();
        else requireClasses();
        this.asked = asked;
        boolean mixed = values.texts().stream().anyMatch(LabelKey::hasInnerCapital);
        this.caseMatters = !exact && mixed && task == Task.CLASSIFICATION && LabelKey.caseMatters(labels(labelled()));
        this.exact = exact || caseMatters;
    }

    Task task() {
        return task;
    }

    /**
     * Texts are classes; so are codes with leading zeros and whole numbers of at most {@link #FEW_NUMBERS} different
     * values that repeat, each twice on average; all else are numbers.
     */
    private static Task task(ColumnValues values) {
        int present = values.rows() - values.missing(), texts = values.texts().size();
        if (values.notNumbers() > 0) {
            boolean typingMistake = values.found().open() || values.notNumbers() < present / 10;
            return typingMistake && (!values.hasTexts() || texts > FEW_NUMBERS) ? Task.REGRESSION : Task.CLASSIFICATION;
        }
        boolean repeat = values.hasTexts() && 2 * texts <= present;
        if (values.withLeadingZero() > 0 && repeat) return Task.CLASSIFICATION;
        boolean plain = values.reading().notation().unit().isEmpty() || isAttached(values);
        boolean whole = repeat && plain && texts <= FEW_NUMBERS && areWhole(values);
        return whole ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** Whether units stand close to the digits, as in 2wd. */
    private static boolean isAttached(ColumnValues values) {
        Affixes first = Affixes.of(values.example());
        return first != null && first.attached();
    }

    private static boolean areWhole(ColumnValues values) {
        for (String text : values.texts()) {
            double number = values.reading().number(text);
            if (values.reading().isMissing(text)) continue;
            if (number != Math.rint(number) || Double.isInfinite(number)) return false;
        }
        return true;
    }

    private void requireNumbers() {
        int row = values.firstNotNumber() >= 0 ? values.firstNotNumber() : values.firstInfinite();
        if (values.found().open()) {
            throw TableException.column(name, values.found().problem()).at(table.name());
        }
        if (row < 0) return;
        boolean text = values.firstNotNumber() >= 0;
        String problem = "the target must be a number for regression, is "
                + (text ? CellText.quote(values.notNumber()) : "infinite");
        int present = values.rows() - values.missing();
        if (text && values.notNumbers() < present / 2) {
            Strays strays = Strays.of(values);
            problem += String.format(
                    Locale.ROOT,
                    ", but %,d of the %,d values are numbers; %s",
                    present - values.notNumbers(),
                    present,
                    strays.lackUnits()
                            ? strays.advice()
                            : "--missing-values '%s' leaves such rows out".formatted(values.notNumber()));
        }
        throw TableException.column(name, problem).at(table.place(row));
    }

    private void requireClasses() {
        if (values.hasTexts() && values.texts().size() <= MOST_CLASSES) return;
        String way = values.notNumbers() == 0 ? "; use regression" : "; is it the right column?";
        throw TableException.column(
                        name,
                        String.format(Locale.ROOT, "more than %,d different values can't be classes", MOST_CLASSES)
                                + way)
                .at(table.name());
    }

    /** The rows that have a target. */
    int[] labelled() {
        return IntStream.range(0, values.rows())
                .filter(row -> task == Task.REGRESSION
                        ? !Double.isNaN(values.number(row))
                        : !values.reading().isMissingLabel(values.text(row)))
                .toArray();
    }

    /**
     * The target, learnt from these rows.
     *
     * @throws TableException if there are no two different values
     */
    Target learn(int[] rows) {
        if (task == Task.CLASSIFICATION) {
            ClassCount count = count(rows);
            if (count.classes().size() < 2) {
                String none = missingLabels();
                throw nothing(String.join(", ", count.classes())
                        + (none.isEmpty() ? "" : "; %s stands for no class".formatted(none)));
            }
            return new ClassTarget(
                    name, count.classes(), new Reading(values.reading().missing(), Notation.PLAIN));
        }
        Moments moments = Moments.of(values::number, rows);
        if (moments.varies()) return new NumberTarget(name, moments.mean(), moments.deviation(), values.reading());
        throw nothing(Summaries.whole(moments.mean()));
    }

    private TableException nothing(String only) {
        return TableException.column(name, "there is nothing to learn, every row has " + only)
                .at(table.name());
    }

    private ClassCount count(int[] rows) {
        return ClassCount.of(labels(rows), exact);
    }

    private Map<String, Integer> labels(int[] rows) {
        Map<String, Integer> labels = new LinkedHashMap<>();
        for (int row : rows) labels.merge(values.text(row), 1, Integer::sum);
        return labels;
    }

    /** How the target was understood. */
    ColumnSummary summary(int[] rows, ClassWeights weights) {
        int without = values.rows() - rows.length;
        String skipped = without == 0
                ? ""
                : ", %s without %s left out%s"
                        .formatted(
                                Summaries.counted(without, "row", "rows"),
                                without == 1 ? "is" : "are",
                                missingLabels().isEmpty() ? "" : ": " + missingLabels());
        if (task == Task.CLASSIFICATION) {
            ClassCount count = count(rows);
            String cased = caseMatters ? "; those that differ in case are different" : "";
            return new ColumnSummary(
                    name,
                    count.describe() + cased + skipped,
                    Summaries.joined(likeNumbers(), count.remark(rows.length, asked == null, weights)));
        }
        boolean few = asked == null && values.hasTexts() && values.texts().size() <= 100;
        boolean classes = few && areWhole(values) && 10 * values.texts().size() <= rows.length;
        String remark = classes
                ? String.format(
                        Locale.ROOT,
                        "whole numbers of %,d values; --task classification takes them for classes",
                        values.texts().size())
                : "";
        return new ColumnSummary(
                name,
                Summaries.numbers(values) + skipped,
                Summaries.joined(Summaries.joined(values.found().problem(), far()), remark));
    }

    /** What is said about numbers that are far from all others; empty without such. */
    String far() {
        return task == Task.REGRESSION ? FarValues.remark(table, values) : "";
    }

    /** What many classes are that look like numbers; else empty. */
    private String likeNumbers() {
        if (values.texts().size() <= FEW_NUMBERS || values.notNumbers() == 0) return "";
        int present = values.rows() - values.missing(), numbers = present - values.notNumbers();
        if (2 * numbers < present) return Summaries.joined(values.found().problem(), DigitTexts.hint(values));
        return String.format(
                Locale.ROOT,
                "%,d of %,d values are numbers, %s",
                numbers,
                present,
                Strays.of(values).describe());
    }

    /** The texts that were taken for no class: one may be the name of a class. */
    private String missingLabels() {
        if (task == Task.REGRESSION) return ""; // said before
        return String.join(
                " and ",
                values.texts().stream()
                        .filter(values.reading()::isMissingLabel)
                        .map(CellText::quote)
                        .toList());
    }

    /** The value that the loss compares with, of a row that has a target. */
    static float encode(Target target, ColumnValues values, int row) {
        return target instanceof NumberTarget number
                ? number.encode(values.number(row))
                : target.encode(values.text(row));
    }

    /** The value by which rows are grouped for a split: the class, or nothing. */
    int[] groups(int[] rows) {
        int[] groups = new int[rows.length];
        if (task == Task.REGRESSION) return groups;
        Map<String, Integer> byKey = new HashMap<>(), byLabel = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            String label = values.text(rows[i]);
            Integer known = byLabel.get(label);
            if (known == null) {
                known = byKey.computeIfAbsent(LabelKey.of(label, exact), unused -> byKey.size());
                byLabel.put(label, known);
            }
            groups[i] = known;
        }
        return groups;
    }
}
