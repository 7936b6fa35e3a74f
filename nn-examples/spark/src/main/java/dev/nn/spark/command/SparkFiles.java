package dev.nn.spark.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** Files that hold a table: CSV with a header line, or Parquet. */
final class SparkFiles {
    private static final String PARQUET = ".parquet";

    private SparkFiles() {}

    /**
     * The table of a file, or of all files of a folder, with a text in every cell.
     *
     * @param chosen the columns that are wanted besides the target; empty for all
     * @throws IllegalArgumentException if a column that is wanted has no texts or numbers
     */
    static Dataset<Row> texts(SparkSession spark, String path, List<String> chosen, String target) {
        // Quotes are doubled within quotes, as everywhere else.
        if (!isParquet(spark, path)) {
            return spark.read().option("header", true).option("escape", "\"").csv(path);
        }
        Dataset<Row> table = spark.read().parquet(path);
        Column[] columns = Arrays.stream(table.schema().fields())
                .filter(field -> isPlain(field, path, chosen, target))
                .map(field -> table.col("`" + field.name().replace("`", "``") + "`")
                        .cast("string")
                        .as(field.name()))
                .toArray(Column[]::new);
        return table.select(columns);
    }

    private static boolean isPlain(StructField field, String path, List<String> chosen, String target) {
        boolean plain = switch (field.dataType()) {
            case ArrayType _, MapType _, StructType _, BinaryType _, UserDefinedType<?> _ -> false;
            default -> true;
        };
        boolean wanted = chosen.isEmpty()
                || chosen.contains(field.name())
                || field.name().equals(target);
        if (plain || !wanted) return plain;
        throw new IllegalArgumentException(
                "%s: column '%s' holds %s, but numbers and texts are needed: --features can leave it out"
                        .formatted(path, field.name(), field.dataType().simpleString()));
    }

    /** Whether the path is such a file, or the first file in it is. */
    private static boolean isParquet(SparkSession spark, String path) {
        if (path.endsWith(PARQUET)) return true;
        Path folder = new Path(path);
        try {
            RemoteIterator<LocatedFileStatus> files =
                    folder.getFileSystem(spark.sessionState().newHadoopConf()).listFiles(folder, true);
            while (files.hasNext()) {
                String name = files.next().getPath().getName();
                if (name.startsWith("_") || name.startsWith(".")) continue;
                return name.endsWith(PARQUET);
            }
            return false;
        } catch (FileNotFoundException e) {
            return false; // Spark says which file isn't there, and knows patterns.
        } catch (IOException e) {
            throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
