package dev.nn.spark.command;

import dev.nn.data.ImageDataset;
import dev.nn.examples.mnist.Digits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The MNIST that comes with nn, as a table: a column {@code features} of arrays of floats, a column {@code label}. Every
 * executor reads its part of the images itself.
 */
final class DigitTable {
    static final int CLASSES = 10;
    static final int PIXELS = 28 * 28;

    private static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.IntegerType, false)
            .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), false);

    private DigitTable() {}

    /** The 60,000 images to train on, {@code train}, or the 10,000 to test with, {@code t10k}. */
    static Dataset<Row> of(SparkSession spark, String part, int partitions) {
        List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(numbers, partitions)
                .flatMap(new Slice(part, partitions));
        return spark.createDataFrame(rows, SCHEMA);
    }

    /** One of equal stretches of the images. */
    private record Slice(String part, int slices) implements FlatMapFunction<Integer, Row> {
        @Override
        public Iterator<Row> call(Integer slice) throws IOException {
            ImageDataset images = images(part);
            int from = (int) ((long) images.size() * slice / slices);
            int to = (int) ((long) images.size() * (slice + 1) / slices);
            List<Row> rows = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) {
                float[] pixels = new float[images.features()];
                images.copyFeatures(i, pixels, 0);
                rows.add(RowFactory.create(images.label(i), pixels));
            }
            return rows.iterator();
        }
    }

    private static ImageDataset images(String part) throws IOException {
        String images = part + "-images-idx3-ubyte", labels = part + "-labels-idx1-ubyte";
        try (InputStream imageStream = open(images);
                InputStream labelStream = open(labels)) {
            return ImageDataset.read(images, imageStream, labels, labelStream);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream resource = Digits.class.getResourceAsStream(name + ".gz");
        if (resource == null) throw new FileNotFoundException("nn was built without its images: " + name);
        return resource;
    }
}
