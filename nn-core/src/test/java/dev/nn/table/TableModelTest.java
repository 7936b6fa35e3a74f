package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's file has all that predicting needs. */
class TableModelTest {
    private static final TableModel MODEL = new TableTrainer()
            .kernels(Kernels.named("scalar"))
            .epochs(20)
            .fit(Tables.mixed(200, 1), "label")
            .model();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void savedAndLoadedItPredictsTheSame() throws IOException {
        Path file = folder.resolve("m.safetensors");
        MODEL.write(file);
        TableModel loaded = TableModel.read(file);
        assertThat(SchemaJson.write(loaded.schema())).isEqualTo(SchemaJson.write(MODEL.schema()));
        for (String[] row : new String[][] {{"95", "0.3", "red"}, {"", "-2", "pink"}, {"120", "NA", ""}}) {
            assertThat(loaded.predict(row).probabilities())
                    .containsExactly(MODEL.predict(row).probabilities(), within(1e-6f));
        }
    }

    @Test
    void regressionIsSavedToo() throws IOException {
        TableModel model =
                new TableTrainer().epochs(3).fit(Tables.numbers(60, 1), "price").model();
        Path file = folder.resolve("m.safetensors");
        model.write(file);
        assertThat(TableModel.read(file).predict("1", "low").value())
                .isEqualTo(model.predict("1", "low").value());
    }

    @Test
    void recordsTextsAndNumbersGiveTheSame() {
        float[] byText = MODEL.predict("95", "0.25", "red").probabilities();
        assertThat(MODEL.predict(Map.of("colour", "red", "y", "0.25", "x", "95", "more", "ignored"))
                        .probabilities())
                .containsExactly(byText);
        TableBatch batch = MODEL.newBatch(3);
        batch.set(
                2,
                new String[] {"red", "?", "0.25", "95"},
                MODEL.schema().locate("t", List.of("colour", "id", "y", "x")));
        batch.set(0, "1", "1", "blue");
        batch.set(1, "2", "2", "blue");
        assertThat(batch.run(3).get(2).probabilities()).containsExactly(byText);
        TableModel numeric = new TableTrainer()
                .epochs(2)
                .fit(Tables.of("a,b,t", "1,4,x", "2,2,y", "3,9,x", "4,1,y"), "t")
                .model();
        assertThat(numeric.predict(new float[] {2.5f, 3}).probabilities())
                .containsExactly(numeric.predict("2.5", "3").probabilities());
    }

    @Test
    void absentColumnsAreNamed() {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> MODEL.schema().locate("u.csv", List.of("colour", "z")))
                .withMessage("u.csv: the model needs the columns x, y; there are: colour, z");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> MODEL.predict("1", "2"))
                .withMessage("a row needs 3 values, has 2");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> MODEL.predict(new float[5]))
                .withMessage("a row needs 3 values, has 5");
    }

    @Test
    void manyThreadsGiveTheSameBits() throws Exception {
        List<String[]> rows = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            rows.add(new String[] {"" + (90 + 20 * random.nextDouble()), "" + random.nextGaussian(), "green"});
        }
        List<float[]> expected =
                rows.stream().map(row -> MODEL.predict(row).probabilities()).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> all = () -> {
                int equal = 0;
                for (int i = 0; i < rows.size(); i++) {
                    if (Arrays.equals(MODEL.predict(rows.get(i)).probabilities(), expected.get(i))) equal++;
                }
                return equal;
            };
            for (Future<Integer> equal : threads.invokeAll(Collections.nCopies(16, all))) {
                assertThat(equal.get()).isEqualTo(rows.size());
            }
        }
    }

    /** Filled by one thread while another one fills or runs it, a batch would mix their rows. */
    @Test
    void twoThreadsInOneBatchAreTold() throws InterruptedException {
        TableBatch shared = MODEL.newBatch(64);
        AtomicLong refused = new AtomicLong();
        AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        List<Runnable> uses = List.of(
                () -> shared.set(1, "95", "0.25", "red"),
                () -> shared.run(64),
                () -> shared.set(1, new String[] {"1", "2", "blue"}, new int[] {0, 1, 2}));
        List<Thread> threads = new ArrayList<>();
        for (Runnable use : uses) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (refused.get() < 3 && wrong.get() == null && System.nanoTime() < end) {
                    try {
                        use.run();
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                        if (!String.valueOf(e.getMessage()).startsWith("the batch is in use by another")) wrong.set(e);
                    } catch (RuntimeException e) {
                        wrong.set(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        assertThat(wrong.get()).isNull();
        assertThat(refused.get()).as("threads have met").isPositive();
        // It goes on, handed back to this thread.
        shared.set(0, "95", "0.25", "red");
        assertThat(shared.run(1).get(0).probabilities())
                .containsExactly(MODEL.predict("95", "0.25", "red").probabilities());
    }

    @Test
    void aBareNetworkIsNoTableModel() throws IOException {
        Path file = folder.resolve("bare.safetensors");
        Safetensors.write(file, Network.input(2).dense(2, Activation.RELU).build(Initializer.he(), 1));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> TableModel.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("no entry 'nn.table'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"version\":3}",
                "{\"version\":1,\"columns\":[],\"target\":{\"name\":\"t\",\"task\":\"regression\",\"mean\":0,\"deviation\":1}}",
                "{\"version\":1,\"columns\":[{\"name\":\"a\",\"kind\":\"x\"}],\"target\":{}}",
                "{\"version\":1,\"columns\":[{\"name\":\"a\",\"kind\":\"numeric\",\"mean\":0,\"deviation\":0,"
                        + "\"missing\":\"mean\",\"indicator\":false}],\"target\":{}}"
            })
    void wrongSchemasAreRefused(String json) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> SchemaJson.read("m.safetensors", json))
                .withMessageStartingWith("m.safetensors: metadata at offset 0: expected the schema of a table");
    }

    @Test
    void schemaForAnotherNetworkIsRefused() throws IOException {
        Path file = folder.resolve("other.safetensors");
        Network other = Network.input(2).dense(2).build(Initializer.he(), 1);
        Safetensors.write(file, other, Map.of(TableModel.METADATA, SchemaJson.write(MODEL.schema())));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> TableModel.read(file))
                .withMessageContaining("the schema is for 6 inputs and 2 outputs, the network has 2 and 2");
    }

    /** Mutated schemas are read, or refused with the one exception for malformed files. */
    @Test
    void mutatedSchemasAreRefused() {
        byte[] json = SchemaJson.write(MODEL.schema()).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = json.clone();
            for (int k = random.nextInt(3); k >= 0; k--)
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(128);
            try {
                Schema schema = SchemaJson.read("m", new String(mutant, StandardCharsets.UTF_8));
                assertThat(schema.inputs()).isPositive();
            } catch (DataFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 4_999);
    }

    @Test
    void leavesNoOtherFile() throws IOException {
        MODEL.write(folder.resolve("m.safetensors"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
