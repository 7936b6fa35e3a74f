package dev.nn.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.data.DataFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the format's specification demands of a header, rule by rule. */
class HeaderTest {
    /** A file with that header, its length as it should be, and so many bytes of data. */
    private static byte[] file(String header, int data) {
        return file(header.getBytes(StandardCharsets.UTF_8).length, header.getBytes(StandardCharsets.UTF_8), data);
    }

    private static byte[] file(long length, byte[] header, int data) {
        return ByteBuffer.allocate(8 + header.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .array();
    }

    private static SafetensorsFile read(byte[] file) throws IOException {
        return SafetensorsFile.read("some.safetensors", new ByteArrayInputStream(file));
    }

    private static String tensor(String name, String type, String shape, long begin, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, type, shape, begin, end);
    }

    @Test
    void aFileOfAllKinds() throws IOException {
        String header = "{ "
                + String.join(
                        ", ",
                        "\"__metadata__\": {\"key\": \"\\u00e9\", \"\": \"\"}",
                        tensor("b", "F32", "[2,3]", 8, 32),
                        tensor("empty", "F32", "[7,0,9223372036854775807]", 8, 8),
                        tensor("", "I64", "[]", 0, 8),
                        tensor("é", "F4", "[3, 2]", 32, 35),
                        "\"c\":{\"new\":null,\"shape\":[1],\"data_offsets\":[35,36],\"dtype\":\"BOOL\"}")
                + "}   ";
        try (SafetensorsFile file = read(file(header, 36))) {
            assertThat(file.metadata()).containsEntry("key", "é").containsEntry("", "");
            long data = 8L + header.getBytes(StandardCharsets.UTF_8).length;
            assertThat(file.tensors())
                    .containsExactly(
                            new TensorInfo("", TensorType.I64, List.of(), 1, data, 8),
                            new TensorInfo("empty", TensorType.F32, List.of(7L, 0L, Long.MAX_VALUE), 0, data + 8, 0),
                            new TensorInfo("b", TensorType.F32, List.of(2L, 3L), 6, data + 8, 24),
                            new TensorInfo("é", TensorType.F4, List.of(3L, 2L), 6, data + 32, 3),
                            new TensorInfo("c", TensorType.BOOL, List.of(1L), 1, data + 35, 1));
            assertThat(file.floats("empty")).isEmpty();
            assertThat(file.tensor("b", 2, 3)).hasToString("b F32 [2, 3]");
        }
        try (SafetensorsFile nothing = read(file("{}", 0))) {
            assertThat(nothing.tensors()).isEmpty();
            assertThat(nothing.metadata()).isEmpty();
        }
    }

    /** Each with some of the message, and the offset that it names. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "[] # 0 # '{' # 8",
                "` {}` # 0 # '{' # 8",
                "{} # 1 # trailing data # 10",
                "{}x # 0 # end of the text # 10",
                "{\"__metadata__\":[]} # 0 # an object # 9",
                "{\"__metadata__\":{\"a\":1}} # 0 # a string # 25",
                "{\"__metadata__\":{},\"__metadata__\":{}} # 0 # doesn't have yet # 27",
                "{\"a\":1} # 0 # tensor 'a' # 9",
                "{\"a\":{}} # 0 # dtype # 9",
                "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}} # 4 # found F33 # 9",
                "{\"a\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}} # 4 # dtype # 9",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}} # 4 # shape # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}} # 4 # shape # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} # 4 # found -1 # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}} # 4 # found 1.0 # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}} # 4 # shape # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}} # 4 # data_offsets # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}} # 4 # data_offsets # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}} # 4 # data_offsets # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} # 4 # begin not after end # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,5]}} # 4 # 0 to 4, found 5 # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} # 4 # expected 8 bytes for F32 [2] # 9",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,2]}} # 2 # found 12 bits # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}} # 0 # 2^63 # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,0]}} # 0 # 2^63 # 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,0]}} # 0 # shape # 9",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}} # 2 # 'a' leaves a gap # 62"
            })
    void whatBreaksARuleIsRefused(String header, int data, String problem, long offset) {
        assertRefused(file(header, data), problem, offset);
    }

    private static void assertRefused(byte[] file, String problem, long offset) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> read(file).close())
                .withMessageStartingWith("some.safetensors: ")
                .withMessageContaining(problem)
                .withMessageContaining(" at offset " + offset + ": ");
    }

    @Test
    void overlapsAndGapsAreNamed() {
        String first = tensor("first", "U8", "[4]", 0, 4);
        String overlap = "{" + first + "," + tensor("second", "U8", "[4]", 3, 7) + "}";
        assertRefused(file(overlap, 7), "tensor 'second' overlaps another", 8 + overlap.length() + 3);
        String same = "{" + first + "," + tensor("second", "U8", "[4]", 0, 4) + "}";
        assertRefused(file(same, 4), "overlaps another", 8 + same.length());
        String gap = "{" + first + "," + tensor("second", "U8", "[4]", 5, 9) + "}";
        assertRefused(file(gap, 9), "tensor 'second' leaves a gap", 8 + gap.length() + 5);
        String half = "{" + first + "}";
        assertRefused(file(half, 6), "trailing data", 8 + half.length() + 4);
        String twice = "{" + first + "," + first + "}";
        assertRefused(file(twice, 4), "\"first\"", 8 + twice.lastIndexOf("\"first\""));
    }

    @Test
    void aLyingLengthIsRefusedWithoutAllocatingIt() {
        byte[] header = "{}".getBytes(StandardCharsets.US_ASCII);
        for (long length : new long[] {0, 1, 3, 1L << 31, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertRefused(file(length, header, 0), "header length", 0);
        }
        for (int size = 0; size < 8; size++) assertRefused(new byte[size], "truncated", size);
        assertRefused(new byte[8], "header length", 0);
    }

    @Test
    void theHeaderMustBeUtf8() {
        byte[] header = "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(file(header.length, header, 0), "UTF-8", 10);
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = file("{" + tensor("a", "F32", "[2]", 0, 8) + "}", 8);
        read(whole).close();
        for (int size = 0; size < whole.length; size++) {
            byte[] part = Arrays.copyOf(whole, size);
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> read(part).close());
        }
    }
}
