package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.Kernels;
import dev.nn.table.Table;
import dev.nn.table.TableBatch;
import dev.nn.table.TableBuilder;
import dev.nn.table.TableModel;
import dev.nn.table.TableScore;
import dev.nn.table.TableTrainer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Well-known small tables, with nothing set: the median over several random splits is as good as it should be. */
class PublicTablesTest {
    private static final int SPLITS = 5;

    /** @param bar just below what good multi-layer perceptrons reach on such splits */
    @ParameterizedTest
    @CsvSource({"iris, 0.95", "wine, 0.96", "breast_cancer, 0.955", "diabetes, 0.42"})
    void defaultsAreGood(String name, double bar) throws IOException {
        List<String[]> rows = new ArrayList<>();
        List<String> header;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(name + ".csv"));
                CsvReader reader = CsvReader.open(name, file, CsvFormat.DEFAULT)) {
            header = reader.columns();
            for (String[] cells = reader.next(); cells != null; cells = reader.next()) rows.add(cells);
        }
        double[] scores = new double[SPLITS];
        for (int split = 0; split < SPLITS; split++) {
            Collections.shuffle(rows, new Random(split));
            int test = rows.size() * 3 / 10;
            scores[split] = score(name, header, rows.subList(test, rows.size()), rows.subList(0, test), split);
        }
        Arrays.sort(scores);
        assertThat(scores[SPLITS / 2])
                .as("median of %s", Arrays.toString(scores))
                .isGreaterThan(bar);
    }

    private static double score(
            String name, List<String> header, List<String[]> train, List<String[]> test, long seed) {
        TableBuilder table = Table.builder(name, header);
        for (String[] row : train) table.add(row);
        TableModel model = new TableTrainer()
                .kernels(Kernels.prepared())
                .seed(seed)
                .fit(table.build(), "target")
                .model();
        TableScore score = new TableScore(model.schema().target());
        TableBatch batch = model.newBatch(1);
        int[] places = model.schema().locate(name, header);
        for (String[] row : test) {
            batch.set(0, row, places);
            score.add(batch.run(1), 0, row[row.length - 1]);
        }
        return score.score();
    }
}
