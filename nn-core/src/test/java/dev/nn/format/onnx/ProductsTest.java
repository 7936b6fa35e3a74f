package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;
import static dev.nn.format.onnx.ModelBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.nn.data.DataFormatException;
import dev.nn.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gemm in each of its forms, and MatMul, against ONNX Runtime. */
class ProductsTest {
    private static final int IN = 5;
    private static final int OUT = 3;

    static List<Arguments> forms() {
        List<Arguments> forms = new ArrayList<>();
        for (boolean transA : new boolean[] {false, true}) {
            for (boolean transB : new boolean[] {false, true}) {
                for (float alpha : new float[] {1, -0.5f}) {
                    for (String c : List.of("none", "empty", "scalar", "[1]", "[n]", "[1,n]", "[1,1]")) {
                        forms.add(Arguments.of(transA, transB, alpha, 1f, c));
                        if (!c.equals("none") && alpha != 1) forms.add(Arguments.of(transA, transB, alpha, 2.5f, c));
                    }
                }
            }
        }
        return forms;
    }

    /** A constant in one of the shapes that C may have beside the {@code n} of them that vary along one axis. */
    private static void summand(ModelBuilder model, String form, int n) {
        switch (form) {
            case "scalar" -> model.number("c", 0.7f);
            case "[1]" -> model.floats("c", new long[] {1}, 0.7f);
            case "[1,1]" -> model.floats("c", new long[] {1, 1}, 0.7f);
            case "[n]" -> model.floats("c", new long[] {n}, Judge.random(n, 5));
            case "[1,n]" -> model.floats("c", new long[] {1, n}, Judge.random(n, 5));
            case "[n,1]" -> model.floats("c", new long[] {n, 1}, Judge.random(n, 5));
            default -> {}
        }
    }

    private static String inputs(String factors, String c) {
        return factors + (c.equals("none") ? "" : c.equals("empty") ? "," : ",c");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void samplesTimesWeights(boolean transA, boolean transB, float alpha, float beta, String c)
            throws IOException, OrtException {
        ModelBuilder model = new ModelBuilder();
        model.floats("w", transB ? new long[] {OUT, IN} : new long[] {IN, OUT}, Judge.random(IN * OUT, 1));
        summand(model, c, OUT);
        model.input("x", transA ? new long[] {IN, ANY} : new long[] {ANY, IN}).output("y", ANY, OUT);
        model.node(
                "Gemm",
                inputs("x,w", c),
                "y",
                attribute("alpha", alpha),
                attribute("beta", beta),
                attribute("transA", transA ? 1L : 0L),
                attribute("transB", transB ? 1L : 0L));
        check(model.bytes(), transA, false);
    }

    /** The other way round: Wᵀ·x, each sample a column. */
    @ParameterizedTest
    @MethodSource("forms")
    void weightsTimesSamples(boolean transA, boolean transB, float alpha, float beta, String c)
            throws IOException, OrtException {
        ModelBuilder model = new ModelBuilder();
        model.floats("w", transA ? new long[] {IN, OUT} : new long[] {OUT, IN}, Judge.random(IN * OUT, 1));
        String form = c.equals("[n]") || c.equals("[1,n]") ? "[n,1]" : c;
        summand(model, form, OUT);
        model.input("x", transB ? new long[] {ANY, IN} : new long[] {IN, ANY}).output("y", OUT, ANY);
        model.node(
                "Gemm",
                inputs("w,x", form),
                "y",
                attribute("alpha", alpha),
                attribute("beta", beta),
                attribute("transA", transA ? 1L : 0L),
                attribute("transB", transB ? 1L : 0L));
        check(model.bytes(), !transB, true);
    }

    /** Checks a model with 4 samples along the first or second axis of input and output. */
    private static void check(byte[] model, boolean inputColumns, boolean outputColumns)
            throws IOException, OrtException {
        Network network = OnnxImport.read("model", model, null, null);
        assertThat(network.in()).isEqualTo(IN);
        assertThat(network.out()).isEqualTo(OUT);
        float[] x = Judge.random(4 * IN, 3);
        float[] given = inputColumns ? transposed(x, 4, IN) : x;
        long[] shape = inputColumns ? new long[] {IN, 4} : new long[] {4, IN};
        float[] y = Judge.run(model, null, given, shape);
        Judge.assertAlike(network.predict(x), outputColumns ? transposed(y, OUT, 4) : y);
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] result = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) result[j * rows + i] = values[i * columns + j];
        }
        return result;
    }

    /** With all dimensions fixed, only the products tell which axis the samples are along. */
    @ParameterizedTest
    @CsvSource({"x, 0, 4, 5", "x, 1, 5, 4", "t, 0, 5, 4", "t, 1, 4, 5"})
    void fixedDimensions(String from, long transA, long rows, long columns) throws IOException, OrtException {
        ModelBuilder model = new ModelBuilder()
                .floats("w", new long[] {IN, OUT}, Judge.random(IN * OUT, 1))
                .input("x", rows, columns)
                .output("y", 4, OUT)
                .node("Transpose", "x", "t")
                .node("Gemm", from + ",w", "y", attribute("transA", transA));
        check(model.bytes(), rows == IN, false);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void productAndSum(boolean sumFirst, boolean columns) throws IOException, OrtException {
        ModelBuilder model = new ModelBuilder()
                .floats("w", columns ? new long[] {OUT, IN} : new long[] {IN, OUT}, Judge.random(IN * OUT, 1))
                .floats("b", columns ? new long[] {OUT, 1} : new long[] {OUT}, Judge.random(OUT, 2))
                .input("x", columns ? new long[] {IN, ANY} : new long[] {ANY, IN})
                .output("y", columns ? new long[] {OUT, ANY} : new long[] {ANY, OUT})
                .node("MatMul", columns ? "w,x" : "x,w", "z")
                .node("Add", sumFirst ? "b,z" : "z,b", "y");
        check(model.bytes(), columns, columns);
    }

    @Test
    void aSampleWithoutABatch() throws IOException, OrtException {
        byte[] model = new ModelBuilder()
                .floats("w", new long[] {IN, OUT}, Judge.random(IN * OUT, 1))
                .floats("b", new long[] {OUT}, Judge.random(OUT, 2))
                .input("x", IN)
                .output("y", OUT)
                .node("MatMul", "x,w", "z")
                .node("Add", "z,b", "y")
                .bytes();
        Network network = OnnxImport.read("model", model, null, null);
        float[] x = Judge.random(IN, 3);
        Judge.assertAlike(network.predict(x), Judge.run(model, null, x, IN));
    }

    @Test
    void inputsWithoutAShapeTakeItFromTheWeights() throws IOException {
        byte[] model = new ModelBuilder()
                .floats("w", new long[] {IN, OUT}, Judge.random(IN * OUT, 1))
                .input("x", ANY, ANY)
                .output("y", ANY, ANY)
                .node("Relu", "x", "h")
                .node("MatMul", "h,w", "y")
                .bytes();
        Network network = OnnxImport.read("model", model, null, null);
        assertThat(network).hasToString("formula 5→5 max(x, 0), dense 5→3 identity");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gemm   | x,w2,v  | C of at most two dimensions / fits the features
            Gemm   | x,w4    | 4 features
            Gemm   | x,x     | constant weights
            Gemm   | x,w3    | two dimensions
            Gemm   | x,w2,x  | a constant C
            Gemm   | x       | at least 2 inputs
            MatMul | x,w4    | 4 features
            MatMul | x,nope  | 'nope', which isn't
            """)
    void productsThatDontFitAreNamed(String operator, String inputs, String message) {
        byte[] model = new ModelBuilder()
                .floats("w2", new long[] {IN, 2}, new float[2 * IN])
                .floats("w3", new long[] {1, IN, 2}, new float[2 * IN])
                .floats("w4", new long[] {4, 2}, new float[8])
                .floats("v", new long[] {7, 2}, new float[14])
                .input("x", ANY, IN)
                .output("y", ANY, 2)
                .node(operator, inputs, "y")
                .bytes();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("some.onnx", model, null, null))
                .withMessageContainingAll("some.onnx", "operator " + operator + " of node 'node0'")
                .satisfies(e -> assertThat(List.of(message.split(" / "))).anyMatch(e.toString()::contains));
    }
}
