package dev.nn.spark.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * A table from CSV files, ready to train on: features scaled to mean 0 and deviation 1 by the training rows, classes
 * numbered, numbers to predict scaled likewise, and some rows set aside. Which ones follows from their content, not from
 * how the files are read.
 *
 * @param features names of the columns
 * @param classes what the classes are called, by number; empty if there is a number to predict
 * @param means of the features
 * @param deviations of the features
 * @param targetMean what was subtracted from the number to predict
 * @param targetDeviation what it was divided by; 1 for classes
 * @param train to learn from
 * @param test to measure with
 */
record CsvTable(
        List<String> features,
        List<String> classes,
        double[] means,
        double[] deviations,
        double targetMean,
        double targetDeviation,
        Dataset<Row> train,
        Dataset<Row> test) {
    /** The column to learn, as numbers. */
    static final String LABEL = "nn_label";

    private static final int MOST_CLASSES = 100;
    private static final int BUCKETS = 10_000;

    static CsvTable read(
            SparkSession spark,
            String path,
            String target,
            List<String> chosen,
            double testShare,
            SparkOptions options) {
        Dataset<Row> raw =
                spark.read().option("header", true).option("inferSchema", true).csv(path);
        List<String> columns = Arrays.asList(raw.columns());
        require(columns, target);
        List<String> features = chosen.isEmpty()
                ? columns.stream().filter(name -> !name.equals(target)).toList()
                : List.copyOf(chosen);
        for (String name : features) {
            require(columns, name);
            DataType type = raw.schema().apply(name).dataType();
            if (type instanceof NumericType || type instanceof BooleanType) continue;
            throw new IllegalArgumentException("column '%s' is %s, not numbers: choose others with --features"
                    .formatted(name, type.simpleString()));
        }
        List<String> classes = classes(raw, target);
        Column label = classes.isEmpty() ? column(raw, target).cast("double") : number(raw, target, classes);
        requireComplete(raw, features, target);
        List<Column> all = new ArrayList<>();
        for (String name : features) all.add(column(raw, name).cast("double").alias(name));
        all.add(label.alias(LABEL));
        Column hash = functions.pmod(functions.xxhash64(all.toArray(Column[]::new)), functions.lit(BUCKETS));
        Dataset<Row> table = raw.select(all.toArray(Column[]::new)).repartition(options.partitions());
        Column first = hash.lt(functions.lit((int) Math.round(BUCKETS * testShare)));
        Dataset<Row> train = table.filter(functions.not(first)), test = table.filter(first);
        return scaled(features, classes, train, test);
    }

    private static void require(List<String> columns, String name) {
        if (columns.contains(name)) return;
        throw new IllegalArgumentException(
                "no column '%s'; the table has %s".formatted(name, String.join(", ", columns)));
    }

    /** A missing value has no best replacement, so it is an error, and said of all columns at once. */
    private static void requireComplete(Dataset<Row> raw, List<String> features, String target) {
        List<String> names = new ArrayList<>(features);
        names.add(target);
        Column[] counts =
                names.stream().map(name -> functions.count(column(raw, name))).toArray(Column[]::new);
        Row row = raw.agg(functions.count(functions.lit(1)), counts).first();
        if (row.getLong(0) == 0) throw new IllegalArgumentException("the table has no rows");
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            long count = row.getLong(0) - row.getLong(1 + i);
            if (count > 0) missing.add("'%s' in %d rows".formatted(names.get(i), count));
        }
        if (!missing.isEmpty()) throw new IllegalArgumentException("no value for " + String.join(", ", missing));
    }

    private static Column column(Dataset<Row> table, String name) {
        return table.col("`" + name.replace("`", "``") + "`");
    }

    /** The classes in the target column, or none if it is a number to predict. */
    private static List<String> classes(Dataset<Row> raw, String target) {
        DataType type = raw.schema().apply(target).dataType();
        List<Row> values = raw.select(column(raw, target))
                .filter(column(raw, target).isNotNull())
                .distinct()
                .limit(MOST_CLASSES + 1)
                .collectAsList();
        boolean text = type instanceof StringType || type instanceof BooleanType;
        if (values.size() > MOST_CLASSES) {
            if (!text) return List.of();
            throw new IllegalArgumentException(
                    "column '%s' has more than %d different texts".formatted(target, MOST_CLASSES));
        }
        if (text)
            return values.stream().map(row -> row.get(0).toString()).sorted().toList();
        List<Double> numbers = values.stream()
                .map(row -> ((Number) row.get(0)).doubleValue())
                .sorted()
                .toList();
        for (double number : numbers) {
            if (number < 0 || number >= MOST_CLASSES || number != Math.rint(number)) return List.of();
        }
        List<String> classes = new ArrayList<>();
        for (int k = 0; !numbers.isEmpty() && k <= numbers.getLast(); k++) classes.add(String.valueOf(k));
        return classes;
    }

    private static Column number(Dataset<Row> raw, String target, List<String> classes) {
        if (raw.schema().apply(target).dataType() instanceof NumericType) {
            return column(raw, target).cast("double");
        }
        Column number = functions.lit(Double.NaN);
        for (int k = 0; k < classes.size(); k++) {
            number = functions
                    .when(column(raw, target).cast("string").equalTo(classes.get(k)), functions.lit((double) k))
                    .otherwise(number);
        }
        return number;
    }

    private static CsvTable scaled(List<String> features, List<String> classes, Dataset<Row> train, Dataset<Row> test) {
        List<Column> statistics = new ArrayList<>();
        List<String> names = new ArrayList<>(features);
        names.add(LABEL);
        for (String name : names) {
            statistics.add(functions.avg(column(train, name)));
            statistics.add(functions.stddev_pop(column(train, name)));
        }
        Row row = train.agg(functions.count(functions.lit(1)), statistics.toArray(Column[]::new))
                .first();
        if (row.getLong(0) == 0) throw new IllegalArgumentException("no rows to train on");
        double[] means = new double[names.size()], deviations = new double[names.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = row.isNullAt(1 + 2 * i) ? 0 : row.getDouble(1 + 2 * i);
            double deviation = row.isNullAt(2 + 2 * i) ? 0 : row.getDouble(2 + 2 * i);
            deviations[i] = deviation > 0 ? deviation : 1;
        }
        int label = features.size();
        if (!classes.isEmpty()) {
            means[label] = 0;
            deviations[label] = 1;
        }
        return new CsvTable(
                features,
                classes,
                Arrays.copyOf(means, label),
                Arrays.copyOf(deviations, label),
                means[label],
                deviations[label],
                scale(train, names, means, deviations),
                scale(test, names, means, deviations));
    }

    private static Dataset<Row> scale(Dataset<Row> table, List<String> names, double[] means, double[] deviations) {
        Column[] columns = new Column[names.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(table, names.get(i))
                    .minus(means[i])
                    .divide(deviations[i])
                    .cast(DataTypes.DoubleType)
                    .alias(names.get(i));
        }
        return table.select(columns);
    }

    /** Variance of the test rows' target, in its own unit. */
    double testVariance() {
        double scaled = test.agg(functions.var_pop(test.col(LABEL))).first().getDouble(0);
        return scaled * targetDeviation * targetDeviation;
    }

    /** What a user of the trained network has to know of the table. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("features", String.join(",", features));
        metadata.put("means", Arrays.toString(means));
        metadata.put("deviations", Arrays.toString(deviations));
        if (classes.isEmpty()) {
            metadata.put("targetMean", String.valueOf(targetMean));
            metadata.put("targetDeviation", String.valueOf(targetDeviation));
        } else {
            metadata.put("classes", String.join(",", classes));
        }
        return metadata;
    }
}
