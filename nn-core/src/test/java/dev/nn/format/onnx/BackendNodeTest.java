package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.ModelParser;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.ProtobufReader;
import dev.nn.format.onnx.file.TensorDecoder;
import dev.nn.format.onnx.file.TensorParser;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The ONNX project's own tests of its operators, one small model with inputs and outputs each: what is read computes what
 * they say, the rest is refused. Their data are in Debian's package libonnx-testdata, or in a folder that {@code
 * NN_ONNX_NODE_TESTS} names. Without them the test is skipped.
 */
@Tag("onnx-backend")
class BackendNodeTest {
    private static final String VARIABLE = "NN_ONNX_NODE_TESTS";
    private static final Path DEBIAN = Path.of("/usr/share/libonnx-testdata/data/node");

    /** Operators of which at least one test must be read. */
    private static final List<String> READ = List.of(
            "abs",
            "atan",
            "celu",
            "clip_default_inbounds",
            "cos",
            "dropout_default",
            "elu",
            "erf",
            "exp",
            "flatten_axis1",
            "floor",
            "hardsigmoid",
            "hardswish",
            "identity",
            "leakyrelu",
            "neg",
            "reciprocal",
            "relu",
            "round",
            "selu",
            "shrink_hard",
            "sigmoid",
            "sign",
            "sin",
            "softmax_example",
            "softplus",
            "softsign",
            "sqrt",
            "tanh",
            "thresholdedrelu",
            "xor2d");

    /** Halves are computed as floats here, and these transpositions lay the samples along the second axis. */
    private static final Pattern OTHERS = Pattern.compile("cast.*FLOAT16.*|transpose_all_permutations_[23]");

    private static Path folder() {
        String named = System.getenv(VARIABLE);
        return named == null ? DEBIAN : Path.of(named);
    }

    @Test
    void nothingIsReadWrongly() throws IOException {
        Path folder = folder();
        assumeTrue(
                Files.isDirectory(folder),
                "no data in %s: install Debian's libonnx-testdata or set %s".formatted(folder, VARIABLE));
        Set<String> wrong = new TreeSet<>(), read = new TreeSet<>();
        try (Stream<Path> tests = Files.list(folder)) {
            for (Path test : tests.filter(each -> Files.exists(each.resolve("model.onnx")))
                    .toList()) {
                String name = test.getFileName().toString().substring("test_".length());
                if (OTHERS.matcher(name).matches()) continue;
                String difference;
                try {
                    difference = difference(test);
                } catch (DataFormatException e) {
                    continue; // refused, in one line
                }
                read.add(name);
                if (difference != null) wrong.add(name + ": " + difference);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(read).containsAll(READ).hasSizeGreaterThan(80);
    }

    /** What is different from the test's output; null if nothing is. */
    private static @Nullable String difference(Path test) throws IOException {
        byte[] model = Files.readAllBytes(test.resolve("model.onnx"));
        Network network = OnnxImport.read(test.toString(), model, null, firstOutput(model));
        OnnxGraph graph = ModelParser.parse(ProtobufReader.of(test.toString(), model));
        List<Constant> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputs().size(); i++) inputs.add(tensor(test, "input_" + i));
        int rows = inputs.getFirst().rank() < 2 ? 1 : inputs.getFirst().shape()[0];
        // The expanded CastLike takes a second input of which it uses nothing.
        boolean one = inputs.getFirst().count() == rows * network.in();
        float[] x = one ? inputs.getFirst().toFloats() : sideBySide(inputs, rows);
        if (x.length != rows * network.in())
            return "%d inputs for %d rows of %d".formatted(x.length, rows, network.in());
        float[] y = network.predict(x), expected = tensor(test, "output_0").toFloats();
        if (y.length != expected.length) return "%d outputs instead of %d".formatted(y.length, expected.length);
        for (int i = 0; i < y.length; i++) {
            double allowed = 2e-5 * Math.max(1, Math.abs(expected[i]));
            if (Float.compare(y[i], expected[i]) != 0 && !(Math.abs(y[i] - expected[i]) <= allowed)) {
                return "%s instead of %s at %d".formatted(y[i], expected[i], i);
            }
        }
        return null;
    }

    /** The columns of several tables in one. */
    private static float[] sideBySide(List<Constant> parts, int rows) {
        int size = parts.stream().mapToInt(Constant::count).sum(), at = 0;
        float[] all = new float[size];
        for (int r = 0; r < rows; r++) {
            for (Constant part : parts) {
                int width = part.count() / rows;
                System.arraycopy(part.toFloats(), r * width, all, at, width);
                at += width;
            }
        }
        return all;
    }

    private static String firstOutput(byte[] model) throws IOException {
        return ModelParser.parse(ProtobufReader.of("model", model))
                .outputs()
                .getFirst()
                .name();
    }

    private static Constant tensor(Path test, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(test.resolve("test_data_set_0").resolve(name + ".pb"));
        OnnxTensor tensor = TensorParser.parse(ProtobufReader.of(name, bytes));
        return new TensorDecoder(null).decode(tensor);
    }
}
