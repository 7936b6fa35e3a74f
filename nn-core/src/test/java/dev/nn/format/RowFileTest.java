package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.activation.Activation;
import dev.nn.data.BatchSource;
import dev.nn.data.DataFormatException;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.MappedDataset;
import dev.nn.data.Standardizer;
import dev.nn.data.WeightedDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in a file, and trainings on it. */
class RowFileTest {
    private static final int ROWS = 300;
    private static final int FEATURES = 3;

    @TempDir
    private Path folder = Path.of("");

    private final float[] x = new float[ROWS * FEATURES];
    private final float[] y = new float[ROWS * 2];

    RowFileTest() {
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        for (int i = 0; i < y.length; i++) y[i] = x[i % x.length] * x[i / 2];
    }

    private Path written() throws IOException {
        Path file = folder.resolve("data.rows");
        RowFile.write(file, FEATURES, 2, rows -> {
            float[] row = new float[FEATURES + 2];
            for (int r = 0; r < ROWS; r++) {
                System.arraycopy(x, r * FEATURES, row, 0, FEATURES);
                System.arraycopy(y, r * 2, row, FEATURES, 2);
                rows.add(row);
            }
        });
        return file;
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        MappedDataset data = RowFile.open(written());
        assertThat(data.size()).isEqualTo(ROWS);
        assertThat(data.features()).isEqualTo(FEATURES);
        assertThat(data.targets()).isEqualTo(2);
        assertThat(data.block()).isEqualTo((1 << 20) / 20);
        float[] readX = new float[x.length], readY = new float[y.length];
        for (int r = 0; r < ROWS; r++) {
            data.copyFeatures(r, readX, r * FEATURES);
            data.copyTarget(r, readY, r * 2);
        }
        assertThat(readX).isEqualTo(x);
        assertThat(readY).isEqualTo(y);
        assertThat(Files.size(folder.resolve("data.rows"))).isEqualTo(16 + 4L * (x.length + y.length));
    }

    @Test
    void aTrainingOnAFileOfFewBlocksHasTheBitsOfOneOnArrays() throws IOException {
        Network one = network(FEATURES, 2), other = network(FEATURES, 2);
        Dataset mapped = RowFile.open(written()), arrays = FloatDataset.of(FEATURES, x, 2, y);
        Trainer.of(one, new MeanSquaredError(), Adam.withDefaults())
                .fit(Standardizer.fit(mapped).apply(mapped));
        Trainer.of(other, new MeanSquaredError(), Adam.withDefaults())
                .fit(Standardizer.fit(arrays).apply(arrays));
        assertThat(one.parameters()).isEqualTo(other.parameters());
    }

    private static Network network(int in, int out) {
        return Network.input(in)
                .dense(5, Activation.TANH)
                .dense(out)
                .build(Initializer.glorot(), 1, new ScalarDenseKernels());
    }

    @Test
    void viewsKeepBlocks() {
        MappedDataset data = MappedDataset.of(2, 1, 7, MemorySegment.ofArray(new float[30]));
        assertThat(data.size()).isEqualTo(10);
        assertThat(BatchSource.of(WeightedDataset.of(data, new float[10])).block())
                .isEqualTo(7);
        assertThat(BatchSource.of(Standardizer.fit(data).apply(data)).block()).isEqualTo(7);
    }

    @Test
    void aTrainingByBlocksLearnsAndResumesWithTheSameBits() throws IOException {
        float[] rows = new float[2000 * 2];
        for (int r = 0; r < 2000; r++) {
            rows[2 * r] = r / 1000f - 1; // in order, so that a block alone would teach little
            rows[2 * r + 1] = rows[2 * r] * rows[2 * r];
        }
        Dataset data = MappedDataset.of(1, 1, 4, MemorySegment.ofArray(rows));
        Network whole = network(1, 1), resumed = network(1, 1);
        double last = trainer(whole, 10).fit(data).last().trainLoss();
        assertThat(last).isLessThan(0.01);
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        trainer(resumed, 3).checkpoint(checkpoint).fit(data);
        trainer(resumed, 10).resume(checkpoint).fit(data);
        assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        Dataset otherBlocks = MappedDataset.of(1, 1, 0, MemorySegment.ofArray(rows));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(resumed, 10).resume(checkpoint).fit(otherBlocks))
                .withMessageContaining("blocks of 4 rows");
    }

    private static Trainer trainer(Network network, int epochs) {
        return Trainer.of(network, new MeanSquaredError(), Adam.withLearningRate(0.01))
                .epochs(epochs);
    }

    /** 64 MB of rows on a heap of 24 MB. */
    @Test
    void dataMayBeLargerThanTheHeap() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Large.class.getName(),
                folder.resolve("large.rows").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(Files.size(folder.resolve("large.rows"))).isGreaterThan(60_000_000);
        assertThat(Double.parseDouble(out.strip().lines().toList().getLast())).isBetween(0.0, 0.2);
    }

    /** The program that trains on such data and prints the loss. */
    static final class Large {
        private Large() {}

        public static void main(String[] file) throws IOException {
            int features = 31, count = 500_000;
            RowFile.write(Path.of(file[0]), features, 1, rows -> {
                Random random = new Random(1);
                float[] row = new float[features + 1];
                for (int r = 0; r < count; r++) {
                    for (int j = 0; j < features; j++) row[j] = random.nextFloat();
                    row[features] = row[0] - row[1];
                    rows.add(row);
                }
            });
            Network network = Network.input(features).dense(1).build(Initializer.glorot(), 1, new ScalarDenseKernels());
            System.out.println(Trainer.of(network, new MeanSquaredError(), Adam.withLearningRate(0.01))
                    .epochs(1)
                    .fit(RowFile.open(Path.of(file[0])))
                    .last()
                    .trainLoss());
        }
    }

    @Test
    void whatGoesWrongLeavesWhatWasThere() throws IOException {
        Path file = written();
        byte[] before = Files.readAllBytes(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowFile.write(file, 2, 1, rows -> {
                    rows.add(1, 2, 3);
                    rows.add(1, Float.NaN, 3);
                }))
                .withMessage("row 1: value 1 must be finite, is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowFile.write(file, 2, 1, rows -> rows.add(1, 2)))
                .withMessage("row 0: expected 3 values, features and targets, not 2");
        assertThatThrownBy(() -> RowFile.write(file, 2, 1, rows -> {
                    throw new IOException("the source broke");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the source broke");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowFile.write(file, 0, 1, rows -> {}))
                .withMessageContaining("at least 1 feature");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        Path file = folder.resolve("hostile.rows");
        for (int length : new int[] {0, 1, 8, 15, 17, 35, whole.length - 1, whole.length - 4}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatExceptionOfType(DataFormatException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> RowFile.open(file))
                    .withMessageContaining("hostile.rows");
        }
        for (int at : new int[] {0, 7, 11, 15}) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) 0x80;
            Files.write(file, changed);
            assertThatExceptionOfType(DataFormatException.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> RowFile.open(file));
        }
        Files.write(file, Arrays.copyOf(whole, 16));
        assertThat(RowFile.open(file).size()).isZero();
    }
}
