package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.data.DataFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NumPy's files: every type that is read, both orders, and what is wrong with the others. */
class NpyTest {
    /** A file as NumPy writes it. */
    static byte[] npy(int version, String header, byte[] values) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(12 + text.length + values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) file.putShort((short) text.length);
        else file.putInt(text.length);
        file.put(text).put(values);
        byte[] exact = new byte[file.position()];
        file.flip().get(exact);
        return exact;
    }

    private static String header(String type, boolean fortran, String shape) {
        return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(type, fortran ? "True" : "False", shape);
    }

    private static NpyArray read(byte[] file) throws IOException {
        return NpyReader.read("x.npy", new ByteArrayInputStream(file));
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) bytes.putFloat(value);
        return bytes.array();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void readsEveryVersion(int version) throws IOException {
        NpyArray array = read(npy(version, header("<f4", false, "(2, 3)"), floats(1, 2, 3, 4, 5, 6)));
        assertThat(array.rows()).isEqualTo(2);
        assertThat(array.columns()).isEqualTo(3);
        assertThat(array.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void turnsFortransOrder() throws IOException {
        assertThat(read(npy(1, header("<f4", true, "(2, 3)"), floats(1, 4, 2, 5, 3, 6)))
                        .values())
                .containsExactly(1, 2, 3, 4, 5, 6);
        NpyArray cube = read(npy(1, header("<f4", true, "(2, 2, 2)"), floats(1, 5, 3, 7, 2, 6, 4, 8)));
        assertThat(cube.columns()).isEqualTo(4);
        assertThat(cube.values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @ParameterizedTest
    @CsvSource({
        "<f8, 000000000000f8bf, -1.5", ">f8, bff8000000000000, -1.5", "<f2, 003e, 1.5", "|i1, fe, -2", "|u1, fe, 254",
        "<i2, feff, -2", ">i2, fffe, -2", "<u2, feff, 65534", "<i4, feffffff, -2", "<u4, feffffff, 4294967294",
        "<i8, feffffffffffffff, -2", "<u8, feffffffffffffff, 1.8446744e19", "|b1, 01, 1"
    })
    void readsEveryType(String type, String hex, float value) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(read(npy(1, header(type, false, "(1,)"), bytes)).values()).containsExactly(value);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        float[] values = new float[100_002];
        for (int i = 0; i < values.length; i++) values[i] = i / 3f;
        NpyWriter.write(out, 3, values);
        assertThat(out.size() % 64).isEqualTo(values.length * 4 % 64);
        NpyArray array = read(out.toByteArray());
        assertThat(array.shape()).containsExactly(33_334, 3);
        assertThat(array.values()).containsExactly(values);
        ByteArrayOutputStream flat = new ByteArrayOutputStream();
        NpyWriter.write(flat, 0, new float[] {1, 2});
        assertThat(read(flat.toByteArray()).shape()).containsExactly(2);
    }

    @Test
    void emptyArrays() throws IOException {
        NpyArray array = read(npy(1, header("<f4", false, "(0, 7)"), new byte[0]));
        assertThat(array.rows()).isZero();
        assertThat(array.columns()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        <c8  | (1,)            | expected an array of f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1, found '<c8'
        <f4  | (2,)            | truncated values at offset
        <f4  | (100000, 100000)| shape at offset 10: expected at most 1073741824 values
        <f4  | ()              | expected at least one dimension
        <f4  | (-1,)           | header at offset 10
        <f4  | (1, x)          | header at offset 10
        """)
    void saysWhatIsWrong(String type, String shape, String message) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> read(npy(1, header(type, false, shape), floats(1))))
                .withMessageStartingWith("x.npy: ")
                .withMessageContaining(message);
    }

    @Test
    void noArrayAtAll() {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> read("a,b,c\n1,2,3\n".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("not a NumPy array at offset 0");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> read(npy(4, header("<f4", false, "(1,)"), floats(1))))
                .withMessageContaining("version at offset 6: expected 1 to 3, found 4");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> read(npy(1, header("<f4", false, "(1,)"), floats(1, 2))))
                .withMessageContaining("trailing data");
    }
}
