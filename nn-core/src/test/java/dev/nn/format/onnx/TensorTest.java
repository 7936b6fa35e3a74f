package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.nn.data.DataFormatException;
import dev.nn.format.Onnx;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.ProtobufReader;
import dev.nn.format.onnx.file.ProtobufWriter;
import dev.nn.format.onnx.file.TensorDecoder;
import dev.nn.format.onnx.file.TensorParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors of every type, in every place where a file may have their values. */
class TensorTest {
    private static final float[] VALUES = {1.5f, -2, 0, 0.09375f, 100, -0.5f};

    private static Constant decode(ProtobufWriter tensor) throws IOException {
        return new TensorDecoder(null).decode(parse(tensor));
    }

    private static OnnxTensor parse(ProtobufWriter tensor) throws IOException {
        return TensorParser.parse(ProtobufReader.of("file", ModelBuilder.bytes(tensor)));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static Named<ProtobufWriter> of(String name, ProtobufWriter tensor) {
        return Named.of(name, tensor);
    }

    static Stream<Named<ProtobufWriter>> floats() {
        ByteBuffer halves = buffer(12), bfloats = buffer(12), doubles = buffer(48);
        ProtobufWriter one = tensor("t", OnnxTensor.FLOAT, 2, 3);
        ProtobufWriter half = tensor("t", OnnxTensor.FLOAT16, 2, 3);
        ProtobufWriter packedDouble = tensor("t", OnnxTensor.DOUBLE, 2, 3);
        ProtobufWriter bfloat = tensor("t", OnnxTensor.BFLOAT16, 2, 3);
        for (float value : VALUES) {
            short bits = Float.floatToFloat16(value);
            short upper = (short) (Float.floatToIntBits(value) >>> 16);
            halves.putShort(bits);
            bfloats.putShort(upper);
            doubles.putDouble(value);
            one.float32(4, value);
            half.varint(5, Short.toUnsignedLong(bits));
            bfloat.varint(5, Short.toUnsignedLong(upper));
        }
        packedDouble.bytes(10, bytes(doubles));
        return Stream.of(
                of("raw float", tensor("t", OnnxTensor.FLOAT, 2, 3).floats(9, VALUES)),
                of("packed float_data", tensor("t", OnnxTensor.FLOAT, 2, 3).floats(4, VALUES)),
                of("float_data one by one", one),
                of(
                        "float_data in parts",
                        tensor("t", OnnxTensor.FLOAT, 2, 3)
                                .floats(4, new float[] {1.5f, -2})
                                .float32(4, 0)
                                .floats(4, new float[] {0.09375f, 100, -0.5f})),
                of("raw half", tensor("t", OnnxTensor.FLOAT16, 2, 3).bytes(9, bytes(halves))),
                of("half in int32_data", half),
                of("raw bfloat16", tensor("t", OnnxTensor.BFLOAT16, 2, 3).bytes(9, bytes(bfloats))),
                of("bfloat16 in int32_data", bfloat),
                of("raw double", tensor("t", OnnxTensor.DOUBLE, 2, 3).bytes(9, bytes(doubles))),
                of("double_data", packedDouble));
    }

    @ParameterizedTest
    @MethodSource("floats")
    void floatingTypesBecomeFloats(ProtobufWriter tensor) throws IOException {
        Constant constant = decode(tensor);
        assertThat(constant.shape()).containsExactly(2, 3);
        assertThat(constant.isInteger()).isFalse();
        assertThat(constant.toFloats()).containsExactly(VALUES);
    }

    static Stream<Named<ProtobufWriter>> integers() {
        return Stream.of(
                of(
                        "raw int64",
                        tensor("t", OnnxTensor.INT64, 2)
                                .bytes(9, bytes(buffer(16).putLong(200).putLong(7)))),
                of(
                        "raw int32",
                        tensor("t", OnnxTensor.INT32, 2)
                                .bytes(9, bytes(buffer(8).putInt(200).putInt(7)))),
                of(
                        "raw uint32",
                        tensor("t", OnnxTensor.UINT32, 2)
                                .bytes(9, bytes(buffer(8).putInt(200).putInt(7)))),
                of("raw int16", tensor("t", OnnxTensor.INT16, 2).bytes(9, new byte[] {(byte) 200, 0, 7, 0})),
                of("raw uint16", tensor("t", OnnxTensor.UINT16, 2).bytes(9, new byte[] {(byte) 200, 0, 7, 0})),
                of("raw uint8", tensor("t", OnnxTensor.UINT8, 2).bytes(9, new byte[] {(byte) 200, 7})),
                of("int64_data", tensor("t", OnnxTensor.INT64, 2).varint(7, 200).varint(7, 7)),
                of(
                        "uint64_data",
                        tensor("t", OnnxTensor.UINT64, 2).varint(11, 200).varint(11, 7)),
                of("int32_data", tensor("t", OnnxTensor.INT32, 2).bytes(5, new byte[] {(byte) 200, 1, 7})),
                of(
                        "uint8 in int32_data",
                        tensor("t", OnnxTensor.UINT8, 2).varint(5, 200).varint(5, 7)));
    }

    @ParameterizedTest
    @MethodSource("integers")
    void integersStayIntegers(ProtobufWriter tensor) throws IOException {
        Constant constant = decode(tensor);
        assertThat(constant.isInteger()).isTrue();
        assertThat(constant.toIntegers()).containsExactly(200, 7);
    }

    static Stream<Named<ProtobufWriter>> damaged() {
        return Stream.of(
                of("too few bytes", tensor("t", OnnxTensor.FLOAT, 3).floats(9, new float[2])),
                of("too many bytes", tensor("t", OnnxTensor.FLOAT, 3).floats(9, new float[4])),
                of("too few values", tensor("t", OnnxTensor.FLOAT, 3).float32(4, 1)),
                of("too many values", tensor("t", OnnxTensor.FLOAT, 1).floats(4, new float[2])),
                of("no values", tensor("t", OnnxTensor.FLOAT, 3)),
                of("the wrong field", tensor("t", OnnxTensor.FLOAT, 1).varint(7, 1)),
                of("the wrong wire type", tensor("t", OnnxTensor.FLOAT, 1).varint(4, 1)),
                of("a lying dimension", tensor("t", OnnxTensor.FLOAT, Integer.MAX_VALUE)),
                of("lying dimensions", tensor("t", OnnxTensor.FLOAT, 1 << 20, 1 << 20, 1 << 20)),
                of("a dimension of 2⁴⁰", tensor("t", OnnxTensor.FLOAT, 1L << 40)),
                of("a negative dimension", tensor("t", OnnxTensor.FLOAT, -1)),
                of("many dimensions", tensor("t", OnnxTensor.FLOAT, new long[17])),
                of("strings", tensor("t", OnnxTensor.STRING, 1).string(6, "a")),
                of("an unknown type", tensor("t", 99, 1).varint(5, 1)),
                of("a stream's external data", external("t", "data", 0, 4)));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void damagedOnesAreNamed(ProtobufWriter tensor) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> decode(tensor))
                .withMessageContainingAll("file: tensor 't' at offset 0: expected ", ", found ");
    }

    private static ProtobufWriter external(String name, String location, long offset, long length) {
        return tensor(name, OnnxTensor.FLOAT, 1)
                .varint(14, 1)
                .message(13, new ProtobufWriter().string(1, "location").string(2, location))
                .message(13, new ProtobufWriter().string(1, "offset").string(2, offset + ""))
                .message(13, new ProtobufWriter().string(1, "length").string(2, length + ""));
    }

    @Test
    void valuesMayBeInAFileBesideTheModel(@TempDir Path folder) throws IOException {
        Files.write(
                folder.resolve("weights.bin"),
                bytes(buffer(12).putInt(0).putFloat(4.25f).putInt(0)));
        Constant constant = new TensorDecoder(folder).decode(parse(external("t", "weights.bin", 4, 4)));
        assertThat(constant.toFloats()).containsExactly(4.25f);
        Constant again = new TensorDecoder(folder).decode(parse(external("t", "./sub/../weights.bin", 4, 4)));
        assertThat(again.toFloats()).containsExactly(4.25f);
    }

    @Test
    void aRealModelWithItsWeightsBesideIt() throws IOException, OrtException {
        Fixture fixture = Fixture.of("torch-external");
        Judge.assertAlike(
                Onnx.readNetwork(fixture.file()).predict(fixture.x()),
                Judge.run(fixture.file(), fixture.x(), fixture.rows(), fixture.in()));
        byte[] model = Files.readAllBytes(fixture.file());
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Onnx.readNetwork("a stream", new ByteArrayInputStream(model)))
                .withMessageContainingAll("a stream", "tensor", "external data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/hostname", "sub/../../secret", "", ".", "nothing", "\0", "sub"})
    void otherFilesAreNotRead(String location, @TempDir Path folder) throws IOException {
        Path models = Files.createDirectories(folder.resolve("models/sub")).getParent();
        Files.write(folder.resolve("secret"), new byte[4]);
        OnnxTensor tensor = parse(external("t", location, 0, 4));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> new TensorDecoder(models).decode(tensor))
                .withMessageContainingAll("tensor 't'", "in a file of the model's folder");
    }

    /** Of the file, or of a folder on the way to it; what stays inside is read. */
    @Test
    void linksOutOfTheFolderAreNotFollowed(@TempDir Path folder) throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.createDirectories(models.resolve("sub"));
        Path secret = Files.write(folder.resolve("secret"), new byte[4]);
        Files.write(models.resolve("sub/inside"), bytes(buffer(4).putFloat(4.25f)));
        Files.createSymbolicLink(models.resolve("out"), secret);
        Files.createSymbolicLink(models.resolve("again"), Path.of("out"));
        Files.createSymbolicLink(models.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(models.resolve("in"), Path.of("sub", "inside"));
        for (String location : new String[] {"out", "again", "up/secret", "sub/../out"}) {
            OnnxTensor tensor = parse(external("t", location, 0, 4));
            assertThatExceptionOfType(DataFormatException.class)
                    .as(location)
                    .isThrownBy(() -> new TensorDecoder(models).decode(tensor))
                    .withMessageContainingAll("tensor 't'", "in a file of the model's folder", "link", "copy");
        }
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), models);
        for (Path way : new Path[] {models, linked}) {
            Constant constant = new TensorDecoder(way).decode(parse(external("t", "in", 0, 4)));
            assertThat(constant.toFloats()).containsExactly(4.25f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 8", "9 4", "8 4", "-1 4", "9223372036854775807 4", "x 4", "0 -4"})
    void whatIsNotInTheFileIsNotRead(String place, @TempDir Path folder) throws IOException {
        Files.write(folder.resolve("weights"), new byte[10]);
        String[] words = place.split(" ", -1);
        OnnxTensor tensor = parse(tensor("t", OnnxTensor.FLOAT, 1)
                .varint(14, 1)
                .message(13, new ProtobufWriter().string(1, "location").string(2, "weights"))
                .message(13, new ProtobufWriter().string(1, "offset").string(2, words[0]))
                .message(13, new ProtobufWriter().string(1, "length").string(2, words[1])));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> new TensorDecoder(folder).decode(tensor))
                .withMessageContaining("tensor 't'");
    }
}
