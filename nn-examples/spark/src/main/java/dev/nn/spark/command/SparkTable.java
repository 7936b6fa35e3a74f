package dev.nn.spark.command;

import dev.nn.table.ColumnRules;
import dev.nn.table.Table;
import dev.nn.table.TableBuilder;
import dev.nn.table.TableTrainer;
import dev.nn.table.Understanding;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A table in files that Spark cuts into rows of text. What the texts mean is a {@linkplain dev.nn.table.Schema schema}'s
 * business, as for every other table: it is learnt on the driver, from the first rows to train on. Some rows are set
 * aside; which ones follows from their content, not from how the files are read.
 *
 * @param understood how the columns were understood, with the schema
 * @param table the rows that it was learnt from
 * @param train rows to learn from
 * @param test rows to measure with
 */
record SparkTable(Understanding understood, Table table, Dataset<Row> train, Dataset<Row> test) {
    /** Rows that a schema is learnt from: with more, means and deviations don't change. */
    static final int MOST_SUMMARISED = 1_000_000;

    private static final int BUCKETS = 10_000;

    /**
     * Reads files.
     *
     * @param chosen the columns to predict from; empty for all but the target
     * @throws dev.nn.table.TableException if they can't be learnt from
     */
    static SparkTable read(SparkSession spark, String path, String target, List<String> chosen, double testShare) {
        Dataset<Row> raw = SparkFiles.texts(spark, path, chosen, target);
        List<String> columns = Arrays.asList(raw.columns());
        require(columns, target);
        chosen.forEach(name -> require(columns, name));
        Column[] all = columns.stream().map(name -> column(raw, name)).toArray(Column[]::new);
        Column bucket = functions.pmod(functions.xxhash64(all), functions.lit(BUCKETS));
        Column aside = bucket.lt(functions.lit((int) Math.round(BUCKETS * testShare)));
        Dataset<Row> train = raw.filter(functions.not(aside)), test = raw.filter(aside);
        Set<String> ignored = new HashSet<>();
        if (!chosen.isEmpty()) {
            ignored.addAll(columns);
            chosen.forEach(ignored::remove);
            ignored.remove(target);
        }
        TableBuilder table = Table.builder(path, columns);
        Iterator<Row> rows = train.limit(MOST_SUMMARISED).toLocalIterator();
        while (rows.hasNext()) table.add(cells(rows.next()));
        Table built = table.build();
        if (built.rows() == 0) throw new IllegalArgumentException("no rows to train on");
        Understanding understood =
                new TableTrainer().rules(ColumnRules.DEFAULT.ignored(ignored)).understand(built, target);
        return new SparkTable(understood, built, train, test);
    }

    /** The rows to learn from in so many parts; in which one a row is follows from what it holds. */
    Dataset<Row> parts(int count) {
        return count == 1
                ? train.coalesce(1)
                : train.repartition(
                        count,
                        Arrays.stream(train.columns())
                                .map(name -> column(train, name))
                                .toArray(Column[]::new));
    }

    /** A row's texts; what Spark calls null is an empty cell. */
    static String[] cells(Row row) {
        String[] cells = new String[row.size()];
        for (int c = 0; c < cells.length; c++) cells[c] = row.isNullAt(c) ? "" : row.getString(c);
        return cells;
    }

    private static void require(List<String> columns, String name) {
        if (columns.contains(name)) return;
        throw new IllegalArgumentException(
                "no column '%s'; the table has %s".formatted(name, String.join(", ", columns)));
    }

    private static Column column(Dataset<Row> table, String name) {
        return table.col("`" + name.replace("`", "``") + "`");
    }
}
