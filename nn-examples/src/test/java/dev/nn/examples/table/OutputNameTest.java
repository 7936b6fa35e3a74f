package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.CommandRun;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --output-name}: which output of an ONNX file predict and eval read. */
class OutputNameTest {
    private static final int GRAPH = 7, OPSET = 8, NODE = 1, INPUT = 11, OUTPUT = 12;

    @TempDir
    private Path folder = Path.of("");

    /** A model of two outputs, {@code positive} and {@code negative}: ReLU of x and of −x. */
    @BeforeEach
    void write() throws IOException {
        byte[] graph = message(
                field(NODE, message(text(1, "x"), text(2, "positive"), text(4, "Relu"))),
                field(NODE, message(text(1, "x"), text(2, "less"), text(4, "Neg"))),
                field(NODE, message(text(1, "less"), text(2, "negative"), text(4, "Relu"))),
                text(2, "halves"),
                field(INPUT, rowsOfTwo("x")),
                field(OUTPUT, rowsOfTwo("positive")),
                field(OUTPUT, rowsOfTwo("negative")));
        byte[] opset = field(OPSET, message(number(2, 17)));
        Files.write(folder.resolve("two.onnx"), message(number(1, 8), opset, field(GRAPH, graph)));
        Files.writeString(folder.resolve("data.csv"), "a,b,t\n1,-2,1\n-3,0.5,0\n4,3,0\n");
    }

    @ParameterizedTest
    @CsvSource({"positive, '0,1.0,0.0', 0.3333", "negative, '1,0.0,2.0', 1.0000"})
    void theNamedOutputIsRead(String name, String first, String accuracy) {
        CommandRun predict = run("predict", "two.onnx", "--output-name=" + name);
        assertThat(predict.exit()).as("%s", predict.err()).isZero();
        assertThat(predict.out())
                .startsWith("prediction,output_0,output_1", first)
                .hasSize(4);
        assertThat(run("eval", "two.onnx", "--output-name=" + name).out())
                .anyMatch(line -> line.matches("accuracy +" + accuracy + ".*"));
    }

    @Test
    void anotherNameOrNoneIsRefusedWithTheNamesThatThereAre() {
        for (List<String> options : List.of(List.of("--output-name=middle"), List.<String>of())) {
            CommandRun run = run("predict", "two.onnx", options.toArray(String[]::new));
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).singleElement().asString().contains("two.onnx", "positive", "negative");
        }
    }

    @Test
    void otherFilesHaveOneOutput() throws IOException {
        Safetensors.write(
                folder.resolve("one.safetensors"), Network.input(2).dense(2).build(Initializer.glorot(), 1));
        CommandRun run = run("predict", "one.safetensors", "--output-name=y");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).singleElement().asString().contains("one.safetensors: --output-name is for ONNX files");
    }

    private CommandRun run(String command, String model, String... options) {
        String[] all = new String[options.length + 4];
        all[0] = command;
        all[1] = "--model=" + folder.resolve(model);
        all[2] = "--data=" + folder.resolve("data.csv");
        all[3] = "--target=t";
        System.arraycopy(options, 0, all, 4, options.length);
        return CommandRun.of(all);
    }

    private static byte[] rowsOfTwo(String name) {
        byte[] any = field(1, text(2, "rows")), two = field(1, number(1, 2));
        byte[] tensor = message(number(1, 1), field(2, message(any, two)));
        return message(text(1, name), field(2, field(1, tensor)));
    }

    private static byte[] message(byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] field : fields) out.writeBytes(field);
        return out.toByteArray();
    }

    private static byte[] text(int number, String value) {
        return field(number, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of bytes, which are a text or a message. */
    private static byte[] field(int number, byte[] value) {
        return message(varint((number << 3) | 2), varint(value.length), value);
    }

    private static byte[] number(int number, int value) {
        return message(varint(number << 3), varint(value));
    }

    private static byte[] varint(int value) {
        return value < 128
                ? new byte[] {(byte) value}
                : message(new byte[] {(byte) ((value & 127) | 128)}, varint(value >>> 7));
    }
}
