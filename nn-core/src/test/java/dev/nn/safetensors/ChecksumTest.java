package dev.nn.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No flipped bit of a file that this library has written goes unnoticed. */
class ChecksumTest {
    private static byte[] bytes(SafetensorsWriter writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeTo(out);
        return out.toByteArray();
    }

    private static SafetensorsFile read(byte[] bytes) throws IOException {
        return SafetensorsFile.read("memory", new ByteArrayInputStream(bytes));
    }

    private static Network network() {
        return Network.input(3).dense(4, Activation.TANH).dense(2).build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    /** More than the network is in it, as in a checkpoint. */
    private static byte[] file() throws IOException {
        return bytes(
                Safetensors.contents(network()).metadata("means", "[5.1,3.5]").add("more", new double[] {1, 2, 3}, 3));
    }

    /** The header's length, its text, its spaces and all data: each bit alone. */
    @Test
    void everyFlippedBitIsRefusedOrChangesNothing() throws IOException {
        byte[] file = file();
        float[] parameters = network().parameters();
        int data = 8 + (int) header(file), unnoticed = 0;
        for (int bit = 0; bit < 8 * file.length; bit++) {
            byte[] damaged = file.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try (SafetensorsFile opened = read(damaged)) {
                Network network = Safetensors.readNetwork(opened, new ScalarDenseKernels());
                assertThat(network.parameters()).as("bit %d", bit).isEqualTo(parameters);
                assertThat(opened.metadata()).containsEntry("means", "[5.1,3.5]");
                assertThat(opened.doubles("more")).containsExactly(1, 2, 3);
                assertThat(bit / 8).as("byte of the data").isLessThan(data);
                unnoticed++;
            } catch (DataFormatException expected) {
                assertThat(expected).hasMessageStartingWith("memory: ").hasMessageContaining("expected");
            }
        }
        // Those in the name under which the checksums stand.
        assertThat(unnoticed).isLessThanOrEqualTo(8 * Checksums.METADATA.length());
    }

    private static long header(byte[] file) {
        return (file[0] & 0xff) | (file[1] & 0xff) << 8;
    }

    @Test
    void theDamagedTensorIsNamed(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("m.safetensors");
        byte[] file = file();
        file[file.length - 1] ^= 0x10;
        Files.write(path, file);
        try (SafetensorsFile opened = SafetensorsFile.open(path)) {
            // The largest type comes first, so the last byte is the network's.
            String last = opened.tensors().getLast().name();
            assertThat(last).isEqualTo("2.bias");
            assertThat(opened.floats("0.weight")).hasSize(12);
            for (int again = 0; again < 2; again++) {
                assertThatExceptionOfType(DataFormatException.class)
                        .isThrownBy(() -> opened.floats(last))
                        .withMessageStartingWith(path + ": values of tensor '2.bias' at offset ")
                        .withMessageContainingAll("expected checksum", "damaged", Checksums.METADATA);
                assertThatExceptionOfType(DataFormatException.class).isThrownBy(opened::verify);
            }
        }
        for (Reading reading : List.<Reading>of(
                () -> Safetensors.readNetwork(path),
                () -> Safetensors.readModel(path),
                () -> Safetensors.readNetwork(
                        path, Network.input(3).dense(4).dense(2), new ScalarDenseKernels(), List.of("0", "2")))) {
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(reading::read)
                    .withMessageContaining("'2.bias'");
        }
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws IOException;
    }

    /** A file of which a model is read must be whole, also where the model isn't: what damaged one damages the other. */
    @Test
    void damageBesideTheNetworkIsNamedToo() throws IOException {
        byte[] file = file();
        long data = 8 + header(file);
        file[(int) data] ^= 1;
        try (SafetensorsFile opened = read(file)) {
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> Safetensors.readNetwork(opened, new ScalarDenseKernels()))
                    .withMessageContaining("'more'");
        }
    }

    /** What other programs do to files: another order, other spaces, the metadata kept. */
    @Test
    void anotherSpellingOfTheHeaderIsTheSameFile() throws IOException {
        byte[] file = bytes(new SafetensorsWriter()
                .metadata("k", "é\n")
                .add("b", new float[] {1, 2}, 2)
                .add("a", new float[] {3}, 1));
        int length = (int) header(file);
        String json = new String(file, 8, length, StandardCharsets.UTF_8);
        String sums = json.substring(json.indexOf("\"nn.crc32c\""), json.indexOf("},\"b\""));
        String other = "{ \"a\": {\"shape\": [1], \"dtype\": \"F32\", \"data_offsets\": [0, 4]},"
                + " \"b\": {\"dtype\": \"F32\", \"data_offsets\": [4, 12], \"shape\": [2]},"
                + " \"__metadata__\": {" + sums + ", \"k\": \"\\u00e9\\n\"}}";
        byte[] text = other.getBytes(StandardCharsets.UTF_8), swapped = new byte[8 + text.length + 12];
        swapped[0] = (byte) text.length;
        swapped[1] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, swapped, 8, text.length);
        System.arraycopy(file, file.length - 4, swapped, 8 + text.length, 4);
        System.arraycopy(file, file.length - 12, swapped, 12 + text.length, 8);
        try (SafetensorsFile opened = read(swapped)) {
            opened.verify();
            assertThat(opened.metadata()).isEqualTo(Map.of("k", "é\n"));
            assertThat(opened.floats("a")).containsExactly(3);
            assertThat(opened.floats("b")).containsExactly(1, 2);
        }
    }

    @Test
    void aFileWithoutChecksumsIsRead() throws IOException {
        try (SafetensorsFile file = SafetensorsFileTest.fixture("linear")) {
            file.verify();
            assertThat(file.floats("bias")).hasSize(2);
        }
    }

    /** One sum over several buffers is the sum over all. */
    @Test
    void theSumIsThatOfTheJdk() {
        byte[] bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        assertThat(Checksums.of(java.lang.foreign.MemorySegment.ofArray(bytes))).isEqualTo((int) sum.getValue());
    }

    @Test
    void checksumsThatAreNoneAreNamed() throws IOException {
        byte[] file = bytes(new SafetensorsWriter().add("a", new float[] {3}, 1));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        for (String wrong : List.of("XYZ", "[1]", "{}")) {
            String damaged = text.replaceFirst("(?<=\"nn.crc32c\":\")[^}]*\\}\\}", wrong + " ".repeat(1000));
            int header = (int) header(file), end = damaged.indexOf(",\"a\":");
            // The rest of the header moves to where it was.
            String same = damaged.substring(0, end);
            String rest = damaged.substring(end);
            int surplus = damaged.length() - text.length();
            same = same.replaceFirst(" {" + surplus + "}\"", "\"");
            byte[] bytes = (same + rest).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(bytes).hasSize(file.length);
            assertThat(header(bytes)).isEqualTo(header);
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> read(bytes))
                    .withMessageContainingAll("memory: metadata 'nn.crc32c' at offset", "expected checksums");
        }
    }
}
