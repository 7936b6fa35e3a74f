package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.nn.data.DataFormatException;
import dev.nn.format.Onnx;
import dev.nn.format.onnx.file.ModelParser;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.ProtobufReader;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch has exported, and graphs as the converters of scikit-learn and Keras write them. */
class FixtureTest {
    static List<String> names() {
        return Fixture.names();
    }

    @Test
    void thereAreAsManyAsThereShouldBe() {
        assertThat(Fixture.names()).hasSizeGreaterThan(80);
        assertThat(Fixture.refused()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("names")
    void computeWhatTheirMakerComputes(String name) throws IOException {
        Fixture fixture = Fixture.of(name);
        Network network = Onnx.readNetwork(fixture.file());
        assertThat(network.in()).isEqualTo(fixture.in());
        assertThat(network.out()).isEqualTo(fixture.y().length / fixture.rows());
        Judge.assertAlike(network.predict(fixture.x()), fixture.y());
    }

    /** And what ONNX Runtime computes, in double precision and with dropout at work excepted. */
    @ParameterizedTest
    @MethodSource("names")
    void computeWhatOnnxRuntimeComputes(String name) throws IOException, OrtException {
        if (name.contains("double") || name.contains("training") || name.contains("external")) return;
        Fixture fixture = Fixture.of(name);
        Network network = Onnx.readNetwork(fixture.file());
        byte[] model = Files.readAllBytes(fixture.file());
        long[] shape = Judge.inputShape(model);
        int batch = shape[0] < 0 ? fixture.rows() : (int) shape[0];
        shape[0] = batch;
        String output = name.startsWith("sklearn") ? probabilities(name) : null;
        if (name.contains("zipmap")) return;
        for (int row = 0; row < fixture.rows(); row += batch) {
            float[] x = Arrays.copyOfRange(fixture.x(), row * fixture.in(), (row + batch) * fixture.in());
            Judge.assertAlike(network.predict(x), Judge.run(model, output, x, shape));
        }
    }

    /** Functions that no kernel has: what ONNX Runtime computes is right. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hard-sigmoid      | min(max(((0.16666667 * x) + 0.5), 0), 1)
            relu6             | min(max(x, 0), 6)
            log-sigmoid       | log(x)
            softsign          | x / (abs(x) + 1)
            leaky-above-one   | max(x, 0) + (1.5 * min(x, 0))
            prelu-per-feature | max(x, 0) + (c6 * min(x, 0))
            """)
    void otherFunctionsAreFormulas(String name, String formula) throws IOException, OrtException {
        Network network = Judge.check(Files.readAllBytes(Fixture.file("judged-" + name)), 9);
        assertThat(network.toString()).contains(formula);
    }

    /** PyTorch has one operator for these, or several; both are the layer's activation. */
    @ParameterizedTest
    @ValueSource(strings = {"hard-swish", "mish"})
    void functionsOfAKernelAreLayers(String name) throws IOException, OrtException {
        Network network = Judge.check(Files.readAllBytes(Fixture.file("judged-" + name)), 9);
        assertThat(network.toString())
                .containsPattern("dense \\d+→\\d+ " + name)
                .doesNotContain("formula");
    }

    private static String probabilities(String name) {
        return name.contains("regressor") ? "variable" : "probabilities";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torch-gelu-9                 | dense 4→17 gelu, dense 17→3 identity
            torch-gelu-tanh-17           | dense 4→17 gelu-tanh, dense 17→3 identity
            torch-silu-13                | dense 4→17 silu, dense 17→3 identity
            torch-sigmoid-last           | dense 4→9 relu, dense 9→6 tanh, dense 6→3 sigmoid
            torch-log-softmax            | dense 4→9 relu, dense 9→6 tanh, dense 6→3 identity, log-softmax
            torch-functional             | dense 4→7 tanh, dense 7→2 identity, log-softmax
            torch-batch-norm             | dense 4→9 relu, dense 9→3 identity
            torch-batch-norm-after       | dense 4→9 relu, dense 9→3 identity
            torch-batch-norm-first       | dense 4→3 relu
            torch-batch-norm-last        | dense 4→3 relu, formula 3→3 (x * c3) + c3
            torch-standardize            | dense 4→6 relu, dense 6→2 identity
            torch-two-activations        | dense 4→6 relu, formula 6→6 tanh(x), dense 6→2 identity
            torch-residual-17            | add (dense 6→6 relu), dense 6→2 identity
            torch-wide-deep-11           | add (dense 6→8 relu, dense 8→2 identity) to (dense 6→2 identity), sigmoid
            torch-skip-17                | concat x (dense 6→5 relu), dense 11→3 identity
            sklearn-binary               | dense 4→7 sigmoid, dense 7→2 identity, softmax
            keras-normalization          | dense 12→7 gelu, dense 7→3 silu
            """)
    void haveTheLayersOfTheirSource(String name, String layers) throws IOException {
        assertThat(Onnx.readNetwork(Fixture.file(name))).hasToString(layers);
    }

    /** What the names promise is in the files, so that the tests above test it. */
    @ParameterizedTest
    @CsvSource({
        "torch-gelu-17, Erf",
        "torch-silu-17, Sigmoid",
        "torch-dropout-training-9, Dropout",
        "refused-dropout-training, Dropout",
        "torch-batch-norm-preserve, BatchNormalization",
        "torch-flatten, Flatten",
        "torch-view, Gather",
        "torch-no-folding, Gemm",
        "torch-functional, Transpose",
        "torch-functional, MatMul",
        "torch-hand-softmax, ReduceSum",
        "torch-residual-17, Add",
        "torch-glu-11, Split",
        "torch-gated-11, ReduceMean",
        "torch-gated-17, LayerNormalization",
        "torch-dense-block-17, Concat",
        "torch-towers-11, Slice",
        "sklearn-binary, Concat",
        "sklearn-classes, ArrayFeatureExtractor",
        "sklearn-zipmap-strings, ZipMap",
        "sklearn-binary-zipmap-scaler, Scaler"
    })
    void holdTheOperatorsTheyAreFor(String name, String operator) throws IOException {
        OnnxGraph graph = ModelParser.parse(ProtobufReader.of(name, Files.readAllBytes(Fixture.file(name))));
        assertThat(graph.nodes()).extracting(OnnxNode::operator).contains(operator);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refused-dropout-training    | dropout as in training
            refused-convolution         | Conv
            refused-batch-norm-training | as in training
            """)
    void thatCannotBeReadAreRefusedByName(String name, String what) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Onnx.readNetwork(Fixture.file(name)))
                .withMessageContainingAll(name + ".onnx", "of node '/", what, "offset", "expected", "found")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
