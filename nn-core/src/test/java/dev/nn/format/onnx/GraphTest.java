package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.nn.data.DataFormatException;
import dev.nn.format.Onnx;
import dev.nn.format.onnx.file.OnnxTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs with several inputs and outputs, with other operators beside the network, and with none. */
class GraphTest {
    private static ModelBuilder network() {
        return new ModelBuilder()
                .floats("w", new long[] {4, 3}, Judge.random(12, 1))
                .input("x", ANY, 4)
                .node("MatMul", "x,w", "z");
    }

    private static String layers(ModelBuilder model, @Nullable String output) throws IOException {
        return OnnxImport.read("m", model.bytes(), null, output).toString();
    }

    private static void assertRefused(ModelBuilder model, String... message) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m.onnx", model.bytes(), null, null))
                .withMessageStartingWith("m.onnx: ")
                .withMessageContainingAll(message);
    }

    @Test
    void oneOfSeveralOutputs() throws IOException {
        ModelBuilder model = network().node("Tanh", "z", "t").node("Softmax", "z", "p");
        model.output("t", ANY, 3).output("p", ANY, 3);
        assertRefused(
                model, "expected one output of floating-point numbers, or the name of the one to read, found t, p");
        assertThat(layers(model, "t")).isEqualTo("dense 4→3 tanh");
        assertThat(layers(model, "p")).isEqualTo("dense 4→3 identity, softmax");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> layers(model, "q"))
                .withMessageContainingAll("output 'q'", "one of t, p");
    }

    @Test
    void labelsAreNotTheOutput() throws IOException {
        ModelBuilder model = network().node("ArgMax", "z", "label").typedOutput("label", OnnxTensor.INT64, ANY);
        assertRefused(
                model, "expected one output of floating-point numbers, or the name of the one to read, found none");
        assertThat(layers(model.output("z", ANY, 3), null)).isEqualTo("dense 4→3 identity");
    }

    @Test
    void whatTheOutputDoesNotNeedMayBeAnything() throws IOException {
        ModelBuilder model = network().input("mask", ANY, 2).node("NonMaxSuppression", "mask,z", "other");
        assertThat(layers(model.output("z", ANY, 3), null)).isEqualTo("dense 4→3 identity");
    }

    @Test
    void oneInputOnly() {
        ModelBuilder unknown =
                network().input("x2", ANY, ANY).output("y", ANY, 3).node("Add", "z,x2", "y");
        assertRefused(unknown, "input 'x2'", "in a known number of columns");
        assertRefused(new ModelBuilder().output("y", 1).number("y", 1), "inputs", "found none");
        assertRefused(network(), "outputs", "found none");
    }

    @Test
    void operatorsOfOthersAreNamedWithTheirDomain() {
        assertRefused(
                network().output("y", ANY, 3).node("com.microsoft.BiasSplitGelu", "z", "y"),
                "operator com.microsoft.BiasSplitGelu of node 'node1'");
        assertRefused(network().output("y", ANY, 3).node("ai.onnx.ml.SVMRegressor", "z", "y"), "SVMRegressor");
    }

    @Test
    void tensorsMustBeComputedBefore() {
        assertRefused(
                new ModelBuilder()
                        .input("x", ANY, 4)
                        .output("y", ANY, 4)
                        .node("Add", "x,later", "y")
                        .node("Relu", "y", "later"),
                "a cycle");
        assertRefused(
                new ModelBuilder().input("x", ANY, 4).output("y", ANY, 4).node("Add", "x,y", "y"),
                "operator Add of node 'node0'",
                "a cycle");
    }

    @Test
    void aTensorIsMadeOnce() {
        assertRefused(
                new ModelBuilder()
                        .input("x", ANY, 4)
                        .output("y", ANY, 4)
                        .node("Relu", "x", "h")
                        .node("Tanh", "x", "h")
                        .node("Add", "h,x", "y"),
                "operator Tanh of node 'node1'",
                "'h' for the second time");
        assertRefused(
                new ModelBuilder().input("x", ANY, 4).output("y", ANY, 4).node("Dropout", "x", "y,y"),
                "operator Dropout of node 'node0'",
                "'y' for the second time");
    }

    @Test
    void branchesAreNamedWhereTheyMeet() {
        assertRefused(
                network()
                        .output("y", ANY, 3)
                        .node("Relu", "z", "a")
                        .node("Attention", "z", "b")
                        .node("Add", "a,b", "y"),
                "operator Attention of node 'node2'");
    }

    @Test
    void dropoutsMaskCannotBeUsed() {
        assertRefused(
                network().output("y", ANY, 3).node("Dropout", "z", "d,mask").node("Mul", "d,mask", "y"),
                "operator Mul",
                "'mask', which isn't");
    }

    static Stream<Named<Consumer<ModelBuilder>>> oldOnes() {
        return Stream.of(
                Named.of("opset 6", m -> m.opset(6).node("Add", "z,z", "y")), Named.of("no opset", m -> m.opset(0)));
    }

    @ParameterizedTest
    @MethodSource("oldOnes")
    void oldOpsetsAreRefused(Consumer<ModelBuilder> change) {
        ModelBuilder model = network().output("z", ANY, 3);
        change.accept(model);
        assertRefused(model, "opset", "version 7 or later");
    }

    @Test
    void filesOfOtherKindsAreRefused(@TempDir Path folder) throws IOException {
        for (String content : new String[] {"", "hello, I am a text", "{\"json\": [1, 2, 3]}", "\u0089PNG\r\n"}) {
            Path file = Files.writeString(folder.resolve("file.onnx"), content, StandardCharsets.UTF_8);
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> Onnx.readNetwork(file))
                    .withMessageStartingWith(file.toString());
        }
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Onnx.readNetwork(folder.resolve("nothing")));
        assertThatIOException().isThrownBy(() -> Onnx.readNetwork(folder));
    }

    /** Hostile names neither break the line nor fill the screen. */
    @Test
    void namesAreShortened() {
        String name = "evil\n".repeat(100);
        assertRefused(network().output("y", ANY, 3).node(name, "z", "y"), "operator evil?evil?");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read(
                        "m", network().output("y", ANY, 3).node(name, "z", "y").bytes(), null, null))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(500));
    }

    /** A chain as long as no network is refused before it takes long. */
    @Test
    void hugeGraphsAreRefused() {
        ModelBuilder model = network().output("y", ANY, 3);
        String last = "z";
        for (int i = 0; i < 5000; i++) {
            model.node("Relu", last, "r" + i);
            last = "r" + i;
        }
        assertRefused(model.node("Relu", last, "y"), "expected at most 4096 nodes");
    }

    /** Many layers that share one large tensor would take memory without measure. */
    @Test
    void sharedWeightsAreLimited() {
        ModelBuilder model = new ModelBuilder()
                .floats("w", new long[] {300, 300}, new float[90_000])
                .input("x", ANY, 300)
                .output("y", ANY, 300);
        String last = "x";
        for (int i = 0; i < 1000; i++) {
            model.node("MatMul", last + ",w", "r" + i);
            last = "r" + i;
        }
        assertRefused(model.node("Relu", last, "y"), "operator MatMul", "in proportion to the file");
    }
}
