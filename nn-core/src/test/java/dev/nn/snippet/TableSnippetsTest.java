package dev.nn.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.table.Prediction;
import dev.nn.table.Table;
import dev.nn.table.TableBuilder;
import dev.nn.table.TableModel;
import dev.nn.table.TableTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSnippetsTest {
    /** Irises as far as an example needs them: two species that differ in the size of their petals. */
    private static Table irises() {
        TableBuilder builder = Table.builder(
                "irises", List.of("sepal_length", "sepal_width", "petal_length", "petal_width", "species"));
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            boolean setosa = i % 2 == 0;
            builder.add(
                    number(5 + random.nextDouble()),
                    number(3 + random.nextDouble()),
                    number((setosa ? 1.2 : 4.2) + random.nextDouble()),
                    number((setosa ? 0.1 : 1.2) + random.nextDouble() / 4),
                    setosa ? "setosa" : "virginica");
        }
        return builder.build();
    }

    private static String number(double value) {
        return String.valueOf(Math.round(100 * value) / 100.0);
    }

    @Test
    void trainAndPredict(@TempDir Path folder) throws IOException {
        Table table = irises();
        Path path = folder.resolve("iris.safetensors");
        TableModel trained = train(table);
        trained.write(path);
        // @start region="predict" :
        TableModel model = TableModel.read(path);
        Prediction flower = model.predict(
                Map.of("sepal_length", "5.1", "sepal_width", "3.5", "petal_length", "1.4", "petal_width", "0.2"));
        String species = flower.label();
        // @end
        assertThat(species).isEqualTo("setosa");
    }

    private static TableModel train(Table table) {
        // @start region="train" :
        TableModel model = new TableTrainer().fit(table, "species").model();
        // @end
        return model;
    }
}
