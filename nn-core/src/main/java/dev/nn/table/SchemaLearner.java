package dev.nn.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The learning of a {@link Schema}: which columns hold numbers, which categories, their means, deviations and names.
 *
 * <p>What a column is follows from all rows of the table; what is learnt about it comes from the given rows only.
 */
final class SchemaLearner {
    private static final int MOST_REASONS = 5;

    private final Table table;
    private final int target;
    private final ColumnRules rules;
    private final List<ColumnKind> kinds = new ArrayList<>();

    /**
     * Decides what each column is.
     *
     * @throws TableException if a column is neither numbers nor categories
     */
    SchemaLearner(Table table, int target, ColumnRules rules) {
        this.table = table;
        this.target = target;
        this.rules = rules;
        for (int c = 0; c < table.columns().size(); c++) {
            kinds.add(c == target ? ColumnKind.TARGET : ColumnKind.of(table, c, rules));
        }
        keepSomething();
    }

    /**
     * How the columns of a schema were understood.
     *
     * @param rows that have a target
     */
    List<ColumnSummary> summaries(Schema schema, int[] rows) {
        List<ColumnSummary> summaries = new ArrayList<>();
        for (int c = 0; c < kinds.size(); c++) {
            if (c == target) continue;
            Column column = schema.columns().get(summaries.size());
            String remark = kinds.get(c).remark();
            if (column.width() > 0) {
                String tells = Telltale.remark(table.values(c), schema.target(), table.values(target), rows);
                remark = Summaries.joined(remark, tells);
            }
            if (column instanceof CategoricalColumn categories) {
                remark = Summaries.joined(remark, Synonyms.remark(categories.categories()));
            }
            summaries.add(Summaries.of(column, table.values(c), remark));
        }
        return List.copyOf(summaries);
    }

    /** A number that only counts rows is still better than nothing, for instance in an example. */
    private void keepSomething() {
        if (kinds.stream().anyMatch(kind -> !kind.name().equals(IgnoredColumn.KIND))) return;
        for (int c = 0; c < kinds.size(); c++) {
            if (kinds.get(c).equals(ColumnKind.ROW_NUMBERS)) kinds.set(c, ColumnKind.ONLY_ROW_NUMBERS);
        }
    }

    /** The columns by which rows are copies of others: all but those that count the rows, and those not to be seen. */
    int[] telling() {
        return IntStream.range(0, kinds.size())
                .filter(c -> !kinds.get(c).equals(ColumnKind.ROW_NUMBERS))
                .filter(c -> !rules.ignored().contains(table.columns().get(c)))
                .toArray();
    }

    /** The schema, learnt from these rows. */
    Schema learn(Target predicted, int[] rows) {
        return learn(predicted, rows, rules);
    }

    /** The same, but for the rest of the table: a category that only stands there is no error. */
    Schema learnForRest(Target predicted, int[] rows) {
        return learn(predicted, rows, rules.unknown(UnknownPolicy.OTHER));
    }

    private Schema learn(Target predicted, int[] rows, ColumnRules chosen) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < kinds.size(); c++) {
            if (c != target) columns.add(column(c, rows, chosen));
        }
        if (columns.stream().allMatch(column -> column.width() == 0)) {
            throw new TableException("%s: no column is left to predict '%s' from; %s"
                    .formatted(table.name(), predicted.name(), reasons(columns)));
        }
        return new Schema(columns, predicted);
    }

    /** Why columns are left out; not all of them if there are many. */
    private String reasons(List<Column> columns) {
        List<String> reasons = new ArrayList<>();
        for (int c = 0; c < kinds.size() && reasons.size() < MOST_REASONS; c++) {
            if (c == target) continue;
            Column column = columns.get(c < target ? c : c - 1);
            reasons.add("'%s' %s"
                    .formatted(
                            column.name(),
                            Summaries.of(column, table.values(c), kinds.get(c).remark())));
        }
        return reasons.isEmpty() ? "there is no other" : String.join("; ", reasons);
    }

    private Column column(int c, int[] rows, ColumnRules chosen) {
        ColumnValues values = table.values(c);
        String name = table.columns().get(c);
        return switch (kinds.get(c).name()) {
            case NumericColumn.KIND -> numeric(name, values, rows);
            case CategoricalColumn.KIND ->
                CategoryCount.of(values, rows, rules.exactLabels()).column(name, chosen, rows.length);
            default -> new IgnoredColumn(name, kinds.get(c).reason());
        };
    }

    private Column numeric(String name, ColumnValues values, int[] rows) {
        Moments moments = Moments.of(values::number, rows);
        if (moments.count() == 0) return new IgnoredColumn(name, "no values");
        boolean indicator = rules.missing() == MissingPolicy.INDICATOR && moments.count() < rows.length;
        if (!moments.varies() && !indicator) return new IgnoredColumn(name, "constant");
        return new NumericColumn(
                name, moments.mean(), moments.deviation(), rules.missing(), indicator, values.reading());
    }
}
