package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;
import static dev.nn.format.onnx.ModelBuilder.attribute;
import static dev.nn.format.onnx.ModelBuilder.floatList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.nn.data.DataFormatException;
import dev.nn.kernel.AllocationProbe;
import dev.nn.network.Network;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scalings, shifts and batch normalisation, folded into layers, against ONNX Runtime. */
class ScalingsTest {
    private static final int IN = 4;
    private static final int OUT = 3;

    /** Constants of each kind; then code as in {@link DecompositionTest}, from x of 4 features or from z of 3. */
    private static ModelBuilder model() {
        return new ModelBuilder()
                .floats("w", new long[] {IN, OUT}, Judge.random(IN * OUT, 1))
                .floats("u", new long[] {OUT, 2}, Judge.random(OUT * 2, 2))
                .floats("c4", new long[] {IN}, 0.5f, -2, 3, 0.25f)
                .floats("d4", new long[] {1, IN}, 1.5f, 2, -3, 0.75f)
                .floats("c3", new long[] {OUT}, -1.5f, 2, 0.7f)
                .floats("d3", new long[] {1, OUT}, 0.1f, 0.2f, -0.3f)
                .floats("v3", new long[] {OUT}, 0.5f, 2, 0.01f)
                .number("half", 0.5f)
                .input("x", ANY, IN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dense 4→3 identity                    | Mul x,c4 a; MatMul a,w y
            dense 4→3 identity                    | Sub x,c4 a; Div a,d4 b; MatMul b,w y
            dense 4→3 identity                    | Sub c4,x a; Mul half,a b; MatMul b,w y
            dense 4→3 identity                    | MatMul x,w z; Add z,c3 y
            dense 4→3 identity                    | MatMul x,w z; Mul d3,z a; Add a,c3 b; Neg b y
            dense 4→3 identity                    | MatMul x,w z; Div z,c3 a; Sub d3,a y
            dense 4→3 identity                    | Mul x,half a; MatMul a,w z; Div z,half y
            dense 4→3 relu, dense 3→2 identity    | MatMul x,w z; Relu z h; Mul h,c3 a; Add a,d3 b; MatMul b,u y
            dense 4→3 relu, formula 3→3 x * c3    | MatMul x,w z; Relu z h; Mul h,c3 y
            dense 4→3 identity, softmax, formula 3→3 x + c3 | MatMul x,w z; Softmax z h; Add h,c3 y
            formula 4→4 tanh((x + c4))            | Add x,c4 a; Tanh a y
            formula 4→4 max(x, 0)                 | Relu x y
            formula 4→4 x * c4                    | Mul x,c4 y
            formula 4→4 x                         | Identity x y
            softmax                               | Softmax x y
            dense 4→3 identity, dense 3→2 identity | MatMul x,w z; MatMul z,u y
            dense 4→3 identity                    | MatMul x,w z; BatchNormalization z,c3,c3,c3,v3 y
            dense 4→3 relu, dense 3→2 identity    | MatMul x,w z; Relu z h; BatchNormalization h,c3,v3,c3,v3 a; MatMul a,u y
            """)
    void areFolded(String layers, String code) throws IOException, OrtException {
        ModelBuilder model = model().output("y", ANY, ANY).code(code);
        assertThat(Judge.check(model.bytes(), 7)).hasToString(layers);
    }

    @Test
    void batchNormalisationOfChannels() throws IOException, OrtException {
        byte[] model = new ModelBuilder()
                .floats("w", new long[] {24, 2}, Judge.random(48, 1))
                .floats("scale", new long[] {2}, 2, -1)
                .floats("bias", new long[] {2}, 0.5f, 0.25f)
                .floats("mean", new long[] {2}, 1, -2)
                .floats("variance", new long[] {2}, 4, 0.5f)
                .input("x", ANY, 2, 3, 4)
                .output("y", ANY, 2)
                .node("BatchNormalization", "x,scale,bias,mean,variance", "n", attribute("epsilon", 0.1f))
                .node("Flatten", "n", "f")
                .node("MatMul", "f,w", "y")
                .bytes();
        Network network = OnnxImport.read("model", model, null, null);
        assertThat(network).hasToString("dense 24→2 identity");
        float[] x = Judge.random(5 * 24, 2);
        Judge.assertAlike(network.predict(x), Judge.run(model, null, x, 5, 2, 3, 4));
    }

    @Test
    void scalersOfScikitLearn() throws IOException, OrtException {
        byte[] model = model().output("y", ANY, OUT)
                .node(
                        "ai.onnx.ml.Scaler",
                        "x",
                        "a",
                        floatList("offset", 1, 2, 3, 4),
                        floatList("scale", 0.5f, 2, 1, 0.1f))
                .node("ai.onnx.ml.Scaler", "a", "b", floatList("offset", 0.5f), floatList("scale", 3))
                .node("MatMul", "b,w", "y")
                .bytes();
        assertThat(Judge.check(model, 5)).hasToString("dense 4→3 identity");
    }

    /** Far from zero the products and the folded bias would cancel: such a shift is a layer of its own. */
    @Test
    void largeMeansAreSubtractedFirst() throws IOException, OrtException {
        byte[] model = new ModelBuilder()
                .floats("mean", new long[] {2}, 2000, -50_000)
                .floats("deviation", new long[] {2}, 0.1f, 3)
                .floats("w", new long[] {2, 3}, Judge.random(6, 1))
                .input("x", ANY, 2)
                .output("y", ANY, 3)
                .node("Sub", "x,mean", "c")
                .node("Div", "c,deviation", "s")
                .node("MatMul", "s,w", "y")
                .bytes();
        Network network = OnnxImport.read("model", model, null, null);
        assertThat(network).hasToString("formula 2→2 x + c2, dense 2→3 identity");
        float[] x = {2000.1f, -50_003, 1999.95f, -49_990.5f, 2000, -50_000};
        Judge.assertAlike(network.predict(x), Judge.run(model, null, x, 3, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Add        | wide       | a constant that fits the features
            Mul        | perSample  | a constant that fits the features
            Add        | c3         | a constant that fits the features
            """)
    void constantsMustFit(String operator, String constant, String message) {
        byte[] model = model().output("y", ANY, IN)
                .floats("wide", new long[] {1, 8}, new float[8])
                .floats("perSample", new long[] {5, 1}, new float[5])
                .node(operator, "x," + constant, "y")
                .bytes();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m.onnx", model, null, null))
                .withMessageContainingAll("m.onnx", "operator %s of node 'node0'".formatted(operator), message);
    }

    /** The size of an image is only announced: nothing may be allocated for it. */
    @Test
    void constantsAreNotSpreadOverAnnouncedSizes() {
        byte[] model = new ModelBuilder()
                .floats("c", new long[] {3, 1, 1}, 1, 2, 3)
                .input("x", ANY, 3, 1 << 15, 1 << 14)
                .output("y", ANY, 3, 1 << 15, 1 << 14)
                .node("Add", "x,c", "y")
                .bytes();
        long before = AllocationProbe.allocatedBytes();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m.onnx", model, null, null))
                .withMessageContainingAll("operator Add of node 'node0'", "features", "[batch, 3, 32768, 16384]");
        assertThat(AllocationProbe.allocatedBytes() - before).isLessThan(10_000_000);
    }

    /** A scaling of many features that no product is beside would need their square of weights. */
    @Test
    void scalingsOfManyFeaturesStaySmall() throws IOException, OrtException {
        byte[] model = new ModelBuilder()
                .number("half", 0.5f)
                .input("x", ANY, 100_000)
                .output("y", ANY, 100_000)
                .node("Mul", "x,half", "y")
                .bytes();
        assertThat(Judge.check(model, 1)).hasToString("formula 100000→100000 x * 0.5");
    }

    /** A small file that takes much memory for a row, as tens of scalings of thousands of features do. */
    @Test
    void formulasStayInProportionToTheFile() {
        ModelBuilder model = new ModelBuilder()
                .number("half", 0.5f)
                .input("x", ANY, 100_000)
                .output("h30", ANY, 100_000)
                .node("Relu", "x", "h0");
        for (int i = 0; i < 30; i++) model.node("Sin", "h" + i, "h" + (i + 1));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m.onnx", model.bytes(), null, null))
                .withMessageContaining("in proportion to the file");
    }
}
