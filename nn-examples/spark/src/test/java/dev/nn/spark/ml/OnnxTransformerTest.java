package dev.nn.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.activation.Activation;
import dev.nn.format.Onnx;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import dev.nn.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of other libraries on tables: the same numbers as without Spark. */
final class OnnxTransformerTest {
    @TempDir
    private Path folder;

    @Test
    void scoresOnnxFiles() throws Exception {
        Network network =
                Network.input(3).dense(5, Activation.TANH).dense(4).softmax().build(Initializer.glorot(), 1);
        Path file = folder.resolve("net.onnx"), bad = Files.writeString(folder.resolve("bad.onnx"), "no model");
        Onnx.write(file, network);
        SparkSession spark = LocalSpark.open("local[2]");
        try {
            Dataset<Row> table = spark.range(700).selectExpr("id", "id / 100 as x", "array(id % 7, -1.5D) as rest");
            OnnxTransformer transformer = new OnnxTransformer()
                    .setModel(file.toString())
                    .setInputCols("x", "rest")
                    .setOutputCol("y");
            Dataset<Row> scored = transformer.transform(table);
            List<Row> rows = scored.orderBy("id").collectAsList();
            assertThat(rows).hasSize(700);
            for (int i = 0; i < 700; i += 13) {
                float[] expected = network.predict(new float[] {i / 100f, i % 7, -1.5f});
                Vector y = rows.get(i).getAs("y");
                for (int j = 0; j < 4; j++) assertThat((float) y.apply(j)).isEqualTo(expected[j]);
            }
            transformer.save(folder.resolve("stage").toString());
            Files.delete(file);
            assertThat(OnnxTransformer.load(folder.resolve("stage").toString())
                            .transform(table)
                            .orderBy("id")
                            .collectAsList())
                    .isEqualTo(rows);
            assertThatThrownBy(() -> transformer
                            .copy(org.apache.spark.ml.param.ParamMap.empty())
                            .setInputCols("none")
                            .transform(table))
                    .hasMessageContaining("no input column 'none'");
            assertThatThrownBy(() -> transformer.setOutputCol("x").transform(table))
                    .hasMessageContaining("a column 'x' already");
            assertThatThrownBy(() -> new OnnxTransformer().transform(table)).hasMessageContaining("setModel");
            assertThatThrownBy(() -> new OnnxTransformer().setModel(bad.toString()))
                    .hasMessageContaining("bad.onnx");
        } finally {
            spark.stop();
        }
    }
}
