package dev.nn.spark.ml;

import dev.nn.table.Column;
import dev.nn.table.MissingPolicy;
import dev.nn.table.NumericColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * A table of vectors to learn from, as the driver knows it: what it says depends on the rows, not on their partitions.
 *
 * @param rows with features, label and weight
 * @param count of the rows
 * @param largestLabel NaN if there are NaN
 * @param names of the features
 * @param sample rows that scalings are learnt from, each with features, label and weight, in an order that follows from
 *     what they hold
 */
record VectorTable(Dataset<Row> rows, long count, double largestLabel, List<String> names, double[][] sample) {
    static final int FEATURES = 0;
    static final int LABEL = 1;
    static final int WEIGHT = 2;

    /** Rows of the sample: with more, means and deviations hardly change. */
    private static final int MOST_SAMPLED = 100_000;

    private static final int SAMPLED_NUMBERS = 4_000_000;
    private static final int FEWEST_SAMPLED = 1_000;
    private static final int BUCKETS = 1_000_000;

    /**
     * Counts and samples rows, in three jobs.
     *
     * @param rows with features, label and weight
     * @param group what the table knows of the features
     */
    static VectorTable of(Dataset<Row> rows, StructField group) {
        Row totals = rows.agg(functions.count(functions.lit(1)), functions.max(rows.col("label")))
                .first();
        long count = totals.getLong(0);
        if (count == 0) throw new IllegalArgumentException("training data: no rows");
        Row first = rows.first();
        if (first.isNullAt(FEATURES)) throw new IllegalArgumentException("training data: row 0: the features are null");
        int width = ((Vector) first.get(FEATURES)).size();
        if (width == 0) throw new IllegalArgumentException("training data: the vectors of features are empty");
        return new VectorTable(
                rows,
                count,
                totals.isNullAt(1) ? Double.NaN : totals.getDouble(1),
                names(group, width),
                sample(rows, count, width));
    }

    /** Names that VectorAssembler has left, if they can be told apart, or numbers. */
    private static List<String> names(StructField group, int width) {
        Attribute @Nullable [] attributes =
                AttributeGroup.fromStructField(group).attributes().getOrElse(() -> null);
        List<String> names = new ArrayList<>();
        if (attributes != null) {
            for (Attribute each : attributes) {
                if (each.name().isDefined()) names.add(each.name().get());
            }
        }
        if (names.size() == width && names.stream().distinct().count() == width) return List.copyOf(names);
        names.clear();
        for (int i = 0; i < width; i++) names.add("feature" + i);
        return names;
    }

    /** Which rows are drawn follows from what they hold. Those that can't be used are left out: training names them. */
    private static double[][] sample(Dataset<Row> rows, long count, int width) {
        int most = Math.clamp(SAMPLED_NUMBERS / width, FEWEST_SAMPLED, MOST_SAMPLED);
        Dataset<Row> drawn = rows;
        if (count > most) {
            long buckets = Math.max(1, (long) ((double) BUCKETS * most / count));
            drawn = rows.filter(functions
                    .pmod(
                            functions.xxhash64(rows.col("features"), rows.col("label"), rows.col("weight")),
                            functions.lit((long) BUCKETS))
                    .lt(buckets));
        }
        List<double[]> sample = new ArrayList<>();
        for (Row row : drawn.collectAsList()) {
            if (row.anyNull()) continue;
            double[] features = ((Vector) row.get(FEATURES)).toArray();
            if (features.length != width) continue;
            double[] all = Arrays.copyOf(features, width + 2);
            all[width] = row.getDouble(LABEL);
            all[width + 1] = row.getDouble(WEIGHT);
            sample.add(all);
        }
        sample.sort(Arrays::compare);
        return sample.toArray(double[][]::new);
    }

    /** The features, each with its own scaling. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            columns.add(NumericColumn.of(names.get(c), column(c), MissingPolicy.INDICATOR));
        }
        return columns;
    }

    /** The sample's labels. */
    double[] labels() {
        return column(names.size());
    }

    /** The mean of the sample's weights; 1 if none counts. */
    double meanWeight() {
        double mean = Arrays.stream(column(names.size() + 1)).average().orElse(1);
        return mean > 0 && mean <= Double.MAX_VALUE ? mean : 1;
    }

    private double[] column(int c) {
        return Arrays.stream(sample).mapToDouble(row -> row[c]).toArray();
    }

    /** The same rows in so many parts; in which one a row is follows from what it holds. */
    Dataset<Row> parts(int count) {
        return count == 1
                ? rows.coalesce(1)
                : rows.repartition(count, rows.col("features"), rows.col("label"), rows.col("weight"));
    }
}
