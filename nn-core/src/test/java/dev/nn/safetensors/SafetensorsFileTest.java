package dev.nn.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nn.data.DataFormatException;
import dev.nn.kernel.AllocationProbe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    private static byte[] bytes(SafetensorsWriter writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeTo(out);
        return out.toByteArray();
    }

    private static SafetensorsFile read(SafetensorsWriter writer) throws IOException {
        return SafetensorsFile.read("memory", new ByteArrayInputStream(bytes(writer)));
    }

    /** A file that PyTorch has written, with {@code make_fixtures.py}. */
    static SafetensorsFile fixture(String name) throws IOException {
        return SafetensorsFile.open(path(name));
    }

    private static Path path(String name) throws IOException {
        try {
            return Path.of(SafetensorsFileTest.class
                    .getResource("/safetensors/" + name + ".safetensors")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f64", "f16", "bf16"})
    void readsPyTorchsTypes(String type) throws IOException {
        try (SafetensorsFile file = fixture(type);
                SafetensorsFile expected = fixture("expected")) {
            assertThat(file.tensors())
                    .extracting(TensorInfo::type)
                    .containsOnly(TensorType.valueOf(type.toUpperCase(Locale.ROOT)));
            assertThat(file.floats("weight")).hasSize(10).isEqualTo(expected.floats(type + ".weight"));
            assertThat(file.floats("bias")).hasSize(2).isEqualTo(expected.floats(type + ".bias"));
            assertThat(file.doubles("bias")[1]).isCloseTo(file.floats("bias")[1], offset(1e-7));
        }
    }

    /** All 65,536 values of both 16-bit formats, which also need more than one chunk, against their definition. */
    @Test
    void everyHalfPrecisionValueIsExact() throws IOException {
        for (TensorType type : List.of(TensorType.F16, TensorType.BF16)) {
            String header = "{\"a\":{\"dtype\":\"%s\",\"shape\":[65536],\"data_offsets\":[0,131072]}}".formatted(type);
            ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 131072).order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 65536; i++) file.putShort((short) i);
            float[] values;
            try (SafetensorsFile read = SafetensorsFile.read("memory", new ByteArrayInputStream(file.array()))) {
                values = read.floats("a");
            }
            float[] expected = new float[65536];
            int exponentBits = type == TensorType.F16 ? 5 : 8, fractionBits = 15 - exponentBits;
            int bias = (1 << (exponentBits - 1)) - 1, highest = (1 << exponentBits) - 1;
            for (int i = 0; i < 65536; i++) {
                int exponent = i >> fractionBits & highest, fraction = i & ((1 << fractionBits) - 1);
                double magnitude = exponent == highest
                        ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                        : Math.scalb(
                                (exponent == 0 ? 0 : 1) + Math.scalb((double) fraction, -fractionBits),
                                Math.max(exponent, 1) - bias);
                expected[i] = (float) (i < 32768 ? magnitude : -magnitude);
            }
            assertThat(values).as("%s", type).isEqualTo(expected);
        }
    }

    @Test
    void otherTypesAreNamedWithTheirTensor() throws IOException {
        try (SafetensorsFile file = fixture("batch_norm")) {
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> file.floats("1.num_batches_tracked"))
                    .withMessageContaining("batch_norm.safetensors: type of tensor '1.num_batches_tracked' at offset")
                    .withMessageEndingWith("expected F32, F64, F16 or BF16, found I64");
        }
    }

    @Test
    void aMissingTensorOrAnotherShapeIsNamedWithWhatIsThere() throws IOException {
        try (SafetensorsFile file = read(new SafetensorsWriter().add("a", new float[6], 2, 3))) {
            assertThat(file.has("a")).isTrue();
            assertThat(file.has("b")).isFalse();
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> file.floats("b"))
                    .withMessageEndingWith("expected 'b', found a F32 [2, 3]");
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> file.tensor("a", 3, 2))
                    .withMessageContaining("expected [3, 2], found [2, 3]");
        }
    }

    @Test
    void whatIsWrittenIsReadBack(@TempDir Path folder) throws IOException {
        float[] floats = new float[20_000];
        for (int i = 0; i < floats.length; i++) floats[i] = Float.intBitsToFloat(i * 214_743);
        double[] doubles = {1.0 / 3, Double.MIN_VALUE, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 5000};
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata(Map.of("k", "v\n\"é😀"))
                .add("floats", floats, 100, 200)
                .add("late", () -> new float[] {1, 2}, 2)
                .add("scalar", new float[] {7})
                .add("none", new float[0], 0, 5)
                .add("doubles", doubles, 3, 2);
        Path path = folder.resolve("a.safetensors");
        try (OutputStream out = Files.newOutputStream(path)) {
            writer.writeTo(out);
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.metadata()).isEqualTo(Map.of("k", "v\n\"é😀"));
            // Doubles first: every value lies at a multiple of its size.
            assertThat(file.tensors())
                    .extracting(TensorInfo::name)
                    .containsExactly("doubles", "floats", "late", "scalar", "none");
            assertThat(file.tensors()).allMatch(tensor -> tensor.offset() % 8 == 0 || tensor.type() == TensorType.F32);
            assertThat(file.floats("floats")).isEqualTo(floats);
            assertThat(file.floats("late")).containsExactly(1, 2);
            assertThat(file.floats("scalar")).containsExactly(7);
            assertThat(file.floats("none")).isEmpty();
            assertThat(file.doubles("doubles")).isEqualTo(doubles);
            assertThat(file.floats("doubles")[0]).isEqualTo(1f / 3);
            assertThat(file.doubles("late")).containsExactly(1, 2);
        }
    }

    /** Values are copied once: reading allocates the array and next to nothing else, opening nothing of that size. */
    @Test
    void aLargeFileIsNotCopiedTwice(@TempDir Path folder) throws IOException {
        int size = 5_000_000;
        Path path = folder.resolve("large.safetensors");
        try (OutputStream out = Files.newOutputStream(path)) {
            new SafetensorsWriter().add("a", new float[size], size).writeTo(out);
        }
        SafetensorsFile.open(path).close();
        long start = AllocationProbe.allocatedBytes();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            long opened = AllocationProbe.allocatedBytes();
            float[] values = file.floats("a");
            long read = AllocationProbe.allocatedBytes();
            assertThat(opened - start).isLessThan(100_000);
            assertThat(read - opened).isBetween(4L * size, 4L * size + 10_000);
            assertThat(values).hasSize(size);
        }
    }

    @Test
    void aFileInsideOfAnArchiveIsReadToo(@TempDir Path folder) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Path inside = Files.copy(path("linear"), zip.getPath("/linear.safetensors"));
            try (SafetensorsFile file = SafetensorsFile.open(inside)) {
                assertThat(file.floats("bias")).hasSize(2);
            }
        }
    }

    @Test
    void whatIsNoFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void manyThreadsReadOneFileAndAnyoneClosesIt() throws Exception {
        SafetensorsFile file = fixture("deep");
        float[] expected = file.floats("layers.3.weight");
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                    .start(() -> {
                        try {
                            for (int i = 0; i < 100; i++) {
                                assertThat(file.floats("layers.3.weight")).isEqualTo(expected);
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }));
        }
        for (Thread thread : threads) thread.join();
        assertThat(failures).isEmpty();
        Thread.ofPlatform().start(file::close).join();
        file.close();
        assertThatThrownBy(() -> file.floats("layers.3.weight")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWriterRefusesWhatNoFileCanHold() {
        SafetensorsWriter writer = new SafetensorsWriter().add("a", new float[2], 2);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("a", new float[2], 2));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("__metadata__", new float[2], 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add("b", new float[2], 3))
                .withMessageContainingAll("'b'", "[3]", "2 values");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("b", new float[1], -1, -1));
        SafetensorsWriter wrong = new SafetensorsWriter().add("late", () -> new float[3], 2);
        assertThatThrownBy(() -> bytes(wrong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'late'", "2", "3");
    }

    /** A training on another thread may change what is being saved: then there is no file, rather than a wrong one. */
    @Test
    void valuesThatChangeWhileTheyAreWrittenAreNoticed() {
        float[] values = new float[2];
        SafetensorsWriter writer = new SafetensorsWriter()
                .add(
                        "late",
                        () -> {
                            values[1]++;
                            return values;
                        },
                        2);
        assertThatThrownBy(() -> bytes(writer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'late'", "changed");
    }
}
