package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;
import static dev.nn.format.onnx.ModelBuilder.attribute;
import static dev.nn.format.onnx.ModelBuilder.integerList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.ProtobufWriter;
import dev.nn.kernel.AllocationProbe;
import dev.nn.network.Network;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that change shapes, and constants that are computed in the graph, against ONNX Runtime. */
class ShapesTest {
    /** A model from images of 2 × 3 × 4 to {@code f}, samples × 24, and on to two outputs. */
    private static ModelBuilder model(Consumer<ModelBuilder> nodes) {
        ModelBuilder model = new ModelBuilder()
                .floats("w", new long[] {24, 2}, Judge.random(48, 1))
                .input("x", ANY, 2, 3, 4)
                .output("y", ANY, 2);
        nodes.accept(model);
        return model.node("MatMul", "f,w", "y");
    }

    private static Named<Consumer<ModelBuilder>> of(String name, Consumer<ModelBuilder> nodes) {
        return Named.of(name, nodes);
    }

    static Stream<Named<Consumer<ModelBuilder>>> waysToFlatten() {
        return Stream.of(
                of("Flatten", m -> m.node("Flatten", "x", "f")),
                of("Flatten from the end", m -> m.node("Flatten", "x", "f", attribute("axis", -3))),
                of("[-1, 24]", m -> m.integers("s", -1, 24).node("Reshape", "x,s", "f")),
                of("[0, 24]", m -> m.integers("s", 0, 24).node("Reshape", "x,s", "f")),
                of("[0, -1]", m -> m.integers("s", 0, -1).node("Reshape", "x,s", "f")),
                of(
                        "in two steps",
                        m -> m.integers("s", 0, 0, -1)
                                .integers("t", -1, 24)
                                .node("Reshape", "x,s", "g")
                                .node("Reshape", "g,t", "f")),
                of(
                        "Shape, Gather, Unsqueeze, Concat",
                        m -> m.integers("zero", 0)
                                .integers("rest", -1)
                                .tensor(ModelBuilder.tensor("first", OnnxTensor.INT64)
                                        .varint(7, 0))
                                .node("Shape", "x", "shape")
                                .node("Gather", "shape,first", "batch")
                                .node("Unsqueeze", "batch,zero", "batch1")
                                .node("Concat", "batch1,rest", "target", attribute("axis", 0L))
                                .node("Reshape", "x,target", "f")),
                of(
                        "Shape from 0 to 1",
                        m -> m.integers("rest", 24)
                                .node("Shape", "x", "batch", attribute("start", 0L), attribute("end", -3L))
                                .node("Concat", "batch,rest", "target", attribute("axis", 0L))
                                .node("Reshape", "x,target", "f")),
                of(
                        "Shape, Slice, and the features multiplied",
                        m -> m.integers("0", 0)
                                .integers("1", 1)
                                .integers("2", 2)
                                .integers("3", 3)
                                .integers("end", Long.MAX_VALUE)
                                .node("Shape", "x", "shape")
                                .node("Slice", "shape,0,1", "batch")
                                .node("Slice", "shape,3,end,0", "width")
                                .node("Gather", "shape,1", "channels")
                                .node("Gather", "shape,2", "height")
                                .node("Mul", "width,height", "area")
                                .node("Mul", "area,channels", "all")
                                .node("Cast", "all", "features", attribute("to", 7L))
                                .node("Concat", "batch,features", "target", attribute("axis", 0L))
                                .node("Reshape", "x,target", "f")),
                of(
                        "Unsqueeze, Squeeze, Transpose of axes of size 1",
                        m -> m.integers("axes", 1, -1)
                                .integers("target", -1, 24)
                                .node("Unsqueeze", "x,axes", "a")
                                .node("Transpose", "a", "b", integerList("perm", 0, 2, 5, 3, 1, 4))
                                .node("Squeeze", "b,axes2", "c")
                                .integers("axes2", 2, 4)
                                .node("Reshape", "c,target", "f")));
    }

    @ParameterizedTest
    @MethodSource("waysToFlatten")
    void featuresInTheirOrder(Consumer<ModelBuilder> nodes) throws IOException, OrtException {
        byte[] model = model(nodes).bytes();
        Network network = OnnxImport.read("model", model, null, null);
        assertThat(network).hasToString("dense 24→2 identity");
        float[] x = Judge.random(5 * 24, 2);
        Judge.assertAlike(network.predict(x), Judge.run(model, null, x, 5, 2, 3, 4));
    }

    static Stream<Named<Consumer<ModelBuilder>>> waysToMixThem() {
        return Stream.of(
                of(
                        "Transpose",
                        m -> m.node("Transpose", "x", "a", integerList("perm", 0, 2, 3, 1))
                                .node("Flatten", "a", "f")),
                of("Flatten at 0", m -> m.node("Flatten", "x", "f", attribute("axis", 0L))),
                of("Flatten at 2", m -> m.node("Flatten", "x", "f", attribute("axis", 2L))),
                of("Reshape across samples", m -> m.integers("s", -1, 48).node("Reshape", "x,s", "f")),
                of("Reshape to one row", m -> m.integers("s", 2, -1).node("Reshape", "x,s", "f")),
                of("Reshape to features first", m -> m.integers("s", 24, -1).node("Reshape", "x,s", "f")),
                of("Squeeze of an axis that isn't 1", m -> m.integers("s", 1).node("Squeeze", "x,s", "f")),
                of("Reshape by the input", m -> m.node("Reshape", "x,x", "f")),
                of(
                        "a permutation with an axis twice",
                        m -> m.node("Transpose", "x", "f", integerList("perm", 0, 1, 1, 2))),
                of("an axis out of range", m -> m.integers("s", 9).node("Unsqueeze", "x,s", "f")));
    }

    @ParameterizedTest
    @MethodSource("waysToMixThem")
    void samplesMustKeepTheirFeaturesInOrder(Consumer<ModelBuilder> nodes) {
        byte[] model = model(nodes).bytes();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("some.onnx", model, null, null))
                .withMessageContainingAll("some.onnx: operator ", "of node 'node", "expected");
    }

    static Stream<Named<Consumer<ModelBuilder>>> computedConstants() {
        return Stream.of(
                of(
                        "Transpose",
                        m -> m.floats("v", new long[] {3, 4}, Judge.random(12, 1))
                                .node("Transpose", "v", "w")),
                of(
                        "Transpose and back",
                        m -> m.floats("v", new long[] {4, 3}, Judge.random(12, 1))
                                .node("Transpose", "v", "u", integerList("perm", 1, 0))
                                .node("Transpose", "u", "w")),
                of(
                        "Reshape",
                        m -> m.floats("v", new long[] {2, 6}, Judge.random(12, 1))
                                .integers("s", 4, -1)
                                .node("Reshape", "v,s", "w")),
                of(
                        "Unsqueeze, Squeeze",
                        m -> m.floats("v", new long[] {4, 3}, Judge.random(12, 1))
                                .integers("s", 0, 2)
                                .node("Unsqueeze", "v,s", "u")
                                .node("Squeeze", "u", "w")),
                of(
                        "arithmetic with broadcasting",
                        m -> m.floats("v", new long[] {4, 3}, Judge.random(12, 1))
                                .floats("r", new long[] {3}, 1, 2, 3)
                                .floats("c", new long[] {4, 1}, 4, 3, 2, 1)
                                .node("Mul", "v,r", "a")
                                .node("Add", "c,a", "b")
                                .node("Sqrt", "c", "d")
                                .node("Div", "b,d", "e")
                                .node("Sub", "r,e", "w")),
                of(
                        "Expand",
                        m -> m.floats("v", new long[] {4, 1}, 1, -2, 3, -4)
                                .integers("s", 1, 3)
                                .node("Expand", "v,s", "w")),
                of(
                        "ConstantOfShape",
                        m -> m.integers("s", 4, 3).node("ConstantOfShape", "s", "w", attribute("value", number(0.3f)))),
                of(
                        "Constant",
                        m -> m.node(
                                "Constant",
                                "",
                                "w",
                                attribute(
                                        "value",
                                        ModelBuilder.tensor("", OnnxTensor.FLOAT, 4, 3)
                                                .floats(9, Judge.random(12, 1))))),
                of(
                        "numbers and lists as nodes",
                        m -> m.node("Constant", "", "l", ModelBuilder.floatList("value_floats", 1, -1, 2))
                                .node("Constant", "", "n", attribute("value_float", 0.5f))
                                .node("Constant", "", "s", integerList("value_ints", 4, 3))
                                .node("Expand", "l,s", "a")
                                .node("Mul", "a,n", "w")),
                of(
                        "Concat and Gather",
                        m -> m.floats("a", new long[] {2}, 1, 2)
                                .floats("b", new long[] {3}, 3, 4, 5)
                                .integers("i", 4, 0, -1, 1, 2, 3, 0, 1, 2, 3, 4, 0)
                                .integers("s", 4, 3)
                                .node("Concat", "a,b", "c", attribute("axis", 0L))
                                .node("Gather", "c,i", "d")
                                .node("Reshape", "d,s", "w")));
    }

    private static ProtobufWriter number(float value) {
        return ModelBuilder.tensor("", OnnxTensor.FLOAT, 1).floats(9, new float[] {value});
    }

    @ParameterizedTest
    @MethodSource("computedConstants")
    void weightsComputedInTheGraph(Consumer<ModelBuilder> nodes) throws IOException, OrtException {
        ModelBuilder model = new ModelBuilder().input("x", ANY, 4).output("y", ANY, 3);
        nodes.accept(model);
        Network network = Judge.check(model.node("MatMul", "x,w", "y").bytes(), 6);
        assertThat(network).hasToString("dense 4→3 identity");
    }

    static Stream<Named<Consumer<ModelBuilder>>> hugeConstants() {
        return Stream.of(
                of("ConstantOfShape", m -> m.integers("s", 1 << 15, 1 << 14).node("ConstantOfShape", "s", "w")),
                of(
                        "ConstantOfShape beyond",
                        m -> m.integers("s", 1L << 30, 1L << 30).node("ConstantOfShape", "s", "w")),
                of("Expand", m -> m.number("one", 1).integers("s", 1 << 29).node("Expand", "one,s", "w")),
                of(
                        "Add",
                        m -> m.floats("row", new long[] {1, 30_000}, new float[30_000])
                                .floats("column", new long[] {30_000, 1}, new float[30_000])
                                .node("Add", "row,column", "w")));
    }

    /** Small files can describe huge constants. */
    @ParameterizedTest
    @MethodSource("hugeConstants")
    void constantsAreLimitedBeforeTheyAreMade(Consumer<ModelBuilder> nodes) {
        ModelBuilder model = new ModelBuilder().input("x", ANY, 4).output("y", ANY, 3);
        nodes.accept(model);
        byte[] bytes = model.node("MatMul", "x,w", "y").bytes();
        long before = AllocationProbe.allocatedBytes();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m.onnx", bytes, null, null))
                .withMessageContainingAll("m.onnx: operator ", "of node 'node0'", "values");
        assertThat(AllocationProbe.allocatedBytes() - before).isLessThan(20_000_000);
    }

    @Test
    void namesAreNotUsedTwice() {
        byte[] model =
                model(m -> m.node("Flatten", "x", "f").node("Relu", "f", "f")).bytes();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m", model, null, null))
                .withMessageContaining("'f' for the second time");
    }
}
