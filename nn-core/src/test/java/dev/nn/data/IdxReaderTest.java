package dev.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IDX files as they should be, and as they shouldn't. */
class IdxReaderTest {
    /** Two images of 2 × 3 pixels. */
    private static final byte[] IMAGES = idx(new int[] {2, 2, 3}, 0, 1, 2, 3, 4, 255, 6, 7, 8, 9, 10, 11);

    private static final byte[] LABELS = idx(new int[] {2}, 7, 200);

    @Test
    void readsWhatIsThere() throws IOException {
        IdxReader.Bytes bytes = IdxReader.read("images", stream(IMAGES), 3);
        assertThat(bytes.dimensions()).isEqualTo(3);
        assertThat(bytes.dimension(0)).isEqualTo(2);
        assertThat(bytes.dimension(1)).isEqualTo(2);
        assertThat(bytes.dimension(2)).isEqualTo(3);
        assertThat(bytes.values()).containsExactly(0, 1, 2, 3, 4, 255, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void readsGzipTheSameWay() throws IOException {
        assertThat(IdxReader.read("labels", stream(gzip(LABELS)), 1).values()).containsExactly(7, 200);
    }

    @Test
    void readsImagesAndLabelsFromFiles(@TempDir Path folder) throws IOException {
        Path images = Files.write(folder.resolve("images.gz"), gzip(IMAGES));
        Path labels = Files.write(folder.resolve("labels"), LABELS);
        ImageDataset data = ImageDataset.read(images, labels);
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.rows()).isEqualTo(2);
        assertThat(data.columns()).isEqualTo(3);
        assertThat(data.label(1)).isEqualTo(200);
        assertThat(data.pixels(0)).containsExactly(0, 1, 2, 3, 4, 255);
        assertThat(IdxReader.read(labels, 1).values()).containsExactly(7, 200);
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> ImageDataset.read(folder.resolve("nothing"), labels));
    }

    @Test
    void readsNoImagesAsAnEmptyDataSet() throws IOException {
        InputStream images = stream(idx(new int[] {0, 28, 28})), labels = stream(idx(new int[] {0}));
        assertThat(ImageDataset.read("images", images, "labels", labels).size()).isZero();
    }

    @Test
    void leavesTheStreamOpenForItsOwner() throws IOException {
        for (byte[] file : new byte[][] {LABELS, gzip(LABELS)}) {
            AtomicBoolean closed = new AtomicBoolean();
            InputStream in = new ByteArrayInputStream(file) {
                @Override
                public void close() {
                    closed.set(true);
                }
            };
            assertThat(IdxReader.read("labels", in, 1).values()).hasSize(2);
            assertThat(closed).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                           | truncated header at offset 0: expected 4 more bytes, found the end of the file
        00 00 08                     | truncated header at offset 3: expected 1 more bytes, found the end of the file
        89 50 4e 47                  | not IDX at offset 0: expected 0x0000, found 0x8950
        00 00 0d 01                  | type at offset 2: expected 0x08, unsigned byte, found 0x0d
        00 00 08 03                  | number of dimensions at offset 3: expected 1, found 3
        00 00 08 01 00 00            | truncated dimension at offset 6: expected 2 more bytes, found the end of the file
        00 00 08 01 80 00 00 00      | dimension at offset 4: expected 0 to 1073741824, found 2147483648
        00 00 08 01 00 00 00 03 05   | truncated values at offset 9: expected 2 more bytes, found the end of the file
        00 00 08 01 00 00 00 01 05 06 | trailing data at offset 9: expected the end of the file, found more
        1f 8b 08                     | damaged gzip at offset 0: expected compressed data, found the end of the file
        """)
    void saysWhereAFileIsWrong(String hex, String problem) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> IdxReader.read("f", stream(bytes(hex)), 1))
                .withMessage("f: " + problem);
    }

    @Test
    void believesNoAbsurdDimensions() {
        for (int[] shape : new int[][] {{1 << 30, 2, 1}, {1 << 20, 1 << 20, 1 << 20}, {0, 1 << 30, 1 << 30}}) {
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> IdxReader.read("f", stream(idx(shape)), 3))
                    .withMessageContaining("size of the array")
                    .withMessageContaining("at most 1073741824 values");
        }
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> IdxReader.read("f", stream(idx(new int[] {2, 0, 28})), 3))
                .withMessage("f: dimension at offset 8: expected 1 to 1073741824, found 0");
    }

    @Test
    void allocatesWhatArrivesNotWhatIsAnnounced() {
        // A gibibyte is announced: more than the heap that tests run with could hold a hundred times over.
        for (int i = 0; i < 100; i++) {
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> IdxReader.read("f", stream(idx(new int[] {1 << 30}, 1, 2, 3)), 1))
                    .withMessageContaining("truncated values at offset 11: expected 1073741821 more bytes");
        }
    }

    @Test
    void noticesDamagedGzip() throws IOException {
        byte[] whole = gzip(IMAGES);
        byte[] truncated = Arrays.copyOf(whole, whole.length - 3);
        byte[] wrongChecksum = whole.clone();
        wrongChecksum[whole.length - 6] ^= 1;
        for (byte[] file : new byte[][] {truncated, wrongChecksum}) {
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> IdxReader.read("f", stream(file), 3))
                    .withMessageStartingWith("f: damaged gzip at offset 28")
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void wantsALabelForEveryImage() {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> ImageDataset.read("i", stream(IMAGES), "l", stream(idx(new int[] {3}, 1, 2, 3))))
                .withMessage("l: count doesn't match at offset 4: expected 2 labels, one for each image, found 3");
    }

    @Test
    void passesOnWhatTheStreamThrows() {
        IOException broken = new IOException("cable");
        InputStream in = new InputStream() {
            @Override
            public int read() throws IOException {
                throw broken;
            }

            @Override
            public int read(byte[] to, int at, int length) throws IOException {
                throw broken;
            }
        };
        assertThatThrownBy(() -> IdxReader.read("f", in, 1)).isSameAs(broken);
    }

    @Test
    void meetsMutantsWithAnErrorOrAValidResult() throws IOException {
        Random random = new Random(2025);
        int valid = 0;
        for (int i = 0; i < 6000; i++) {
            byte[] images = i % 2 == 0 ? IMAGES : gzip(IMAGES), labels = i % 3 == 0 ? gzip(LABELS) : LABELS;
            try {
                ImageDataset data = ImageDataset.read(
                        "images", stream(mutant(images, random)), "labels", stream(mutant(labels, random)));
                assertThat(data.size() * data.features()).isLessThan(10_000);
                for (int row = 0; row < data.size(); row++)
                    assertThat(data.pixels(row)).hasSize(data.features());
                valid++;
            } catch (DataFormatException e) {
                assertThat(e.getMessage()).matches("(images|labels): .+ at offset \\d+: expected .+, found .+");
            }
        }
        assertThat(valid).as("some mutations only change values").isBetween(100, 5900);
    }

    /** A copy with up to three bytes changed, removed or inserted. */
    private static byte[] mutant(byte[] file, Random random) {
        byte[] copy = file.clone();
        for (int changes = random.nextInt(4); changes > 0 && copy.length > 0; changes--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy = Arrays.copyOf(copy, at);
                case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> copy[at] = (byte) random.nextInt(256);
                default -> {
                    byte[] longer = Arrays.copyOf(copy, copy.length + 1);
                    System.arraycopy(copy, at, longer, at + 1, copy.length - at);
                    copy = longer;
                }
            }
        }
        return copy;
    }

    private static byte[] idx(int[] shape, int... values) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
        file.putInt(0x0800 | shape.length);
        for (int size : shape) file.putInt(size);
        for (int value : values) file.put((byte) value);
        return file.array();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] bytes(String hex) {
        if (hex.isEmpty()) return new byte[0];
        String[] parts = hex.split(" ", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        return bytes;
    }
}
