package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.ProtobufReader;
import dev.nn.format.onnx.file.ProtobufWriter;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire format, written and read. */
class ProtobufTest {
    private static ProtobufReader reader(String hex) {
        return ProtobufReader.of("file", HexFormat.of().parseHex(hex));
    }

    /** The examples of protobuf's documentation of its encoding. */
    @ParameterizedTest
    @CsvSource({"1, 150, 089601", "1, 1, 0801", "2, 0, 1000", "1, -2, 08feffffffffffffffff01"})
    void numbersAreVarints(int field, long value, String hex) throws IOException {
        assertThat(HexFormat.of().formatHex(ModelBuilder.bytes(new ProtobufWriter().varint(field, value))))
                .isEqualTo(hex);
        ProtobufReader in = reader(hex);
        assertThat(in.next()).isTrue();
        assertThat(in.field()).isEqualTo(field);
        assertThat(in.varint()).isEqualTo(value);
        assertThat(in.next()).isFalse();
    }

    @Test
    void stringsAndMessagesHaveALength() throws IOException {
        ProtobufWriter inner = new ProtobufWriter().varint(1, 150);
        byte[] bytes =
                ModelBuilder.bytes(new ProtobufWriter().string(2, "testing").message(3, inner));
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("120774657374696e671a03089601");
        ProtobufReader in = ProtobufReader.of("file", bytes);
        in.next();
        assertThat(in.string()).isEqualTo("testing");
        in.next();
        ProtobufReader message = in.message();
        assertThat(message.offset()).isEqualTo(11);
        message.next();
        assertThat(message.varint()).isEqualTo(150);
        assertThat(message.again().next()).isTrue();
        assertThat(in.next()).isFalse();
    }

    @Test
    void floatsAreLittleEndian() throws IOException {
        float[] many = Judge.random(10_000, 1);
        byte[] bytes = ModelBuilder.bytes(new ProtobufWriter().float32(1, 1.5f).floats(2, many));
        assertThat(bytes).hasSize(5 + 4 + 40_000);
        ProtobufReader in = ProtobufReader.of("file", bytes);
        in.next();
        assertThat(in.float32()).isEqualTo(1.5f);
        in.next();
        ProtobufReader packed = in.message();
        for (float value : many) assertThat(packed.rawFloat()).isEqualTo(value);
    }

    @Test
    void fieldsOfEveryTypeAreSkipped() throws IOException {
        ProtobufReader in = reader("089601" + "110102030405060708" + "1a03aabbcc" + "2501020304" + "2801");
        int fields = 0;
        while (in.next()) {
            in.skip();
            fields++;
        }
        assertThat(fields).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08", // a number without its bytes
                "0880", // a number that doesn't end
                "08ffffffffffffffffffff01", // a number of 11 bytes
                "1a05aabb", // fewer bytes than announced
                "1affffffff07", // 2³¹ − 1 bytes announced
                "1affffffffffffffffff01", // −1 bytes announced
                "0d0102", // a truncated float
                "0901020304", // a truncated double
                "0b", // a group, which nothing has used for decades
                "0f", // a wire type that isn't one
                "00", // field 0
                "ffffffffffffffffff0100", // a field number of 61 bits
            })
    void damageIsNamedWithItsPlace(String hex) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> {
                    ProtobufReader in = reader(hex);
                    while (in.next()) in.skip();
                })
                .withMessageMatching("file: .+ at offset \\d+: expected .+, found .+");
    }

    @Test
    void anotherWireTypeThanExpectedIsNamed() {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> {
                    ProtobufReader in = reader("089601");
                    in.next();
                    in.string();
                })
                .withMessage("file: wire type of field 1 at offset 0: expected 2, found 0");
    }
}
