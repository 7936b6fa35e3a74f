package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;
import static dev.nn.format.onnx.ModelBuilder.attribute;
import static dev.nn.format.onnx.ModelBuilder.floatList;
import static dev.nn.format.onnx.ModelBuilder.integerList;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.ProtobufWriter;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators that users of small networks bring, against ONNX Runtime, with other attributes than the usual ones. */
class OperatorsTest {
    private static final int IN = 4, OUT = 6;

    /** A product, then {@code z}; what follows ends in {@code y}. */
    private static ModelBuilder model() {
        return new ModelBuilder()
                .opset(20)
                .floats("w", new long[] {IN, OUT}, Judge.random(IN * OUT, 1))
                .floats("b", new long[] {OUT}, Judge.random(OUT, 2))
                .floats("scale", new long[] {OUT}, Judge.random(OUT, 3))
                .floats("shift", new long[] {OUT}, Judge.random(OUT, 4))
                .input("x", ANY, IN)
                .output("y", ANY, ANY)
                .node("Gemm", "x,w,b", "z");
    }

    private static ProtobufWriter[] attributes(String text) {
        if (text == null) return new ProtobufWriter[0];
        String[] words = text.split(" ", -1);
        ProtobufWriter[] result = new ProtobufWriter[words.length / 2];
        for (int i = 0; i < result.length; i++) {
            String name = words[2 * i], value = words[2 * i + 1];
            result[i] = value.matches("-?\\d+")
                    ? attribute(name, Long.parseLong(value))
                    : value.matches("-?\\d+\\.\\d+")
                            ? attribute(name, Float.parseFloat(value))
                            : attribute(name, value);
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LeakyRelu          | alpha 1.5
            LeakyRelu          | alpha -0.5
            LeakyRelu          | alpha 0.0
            Elu                | alpha 0.7
            Elu                | alpha -0.7
            Celu               | alpha 2.5
            Celu               |
            Selu               | alpha 1.5 gamma 1.1
            Selu               |
            ThresholdedRelu    | alpha 0.1
            ThresholdedRelu    |
            HardSigmoid        |
            HardSigmoid        | alpha 0.3 beta 0.4
            HardSwish          |
            Mish               |
            Softsign           |
            Shrink             | lambd 0.3 bias 0.1
            Gelu               | approximate tanh
            Gelu               | approximate none
            Softplus           |
            Round              |
            Sign               |
            Sin                |
            Cos                |
            Atan               |
            Reciprocal         |
            LogSoftmax         | axis 1
            Softmax            | axis -1
            LpNormalization    | p 1
            LpNormalization    |
            com.microsoft.Gelu |
            com.microsoft.FastGelu |
            com.microsoft.QuickGelu | alpha 1.5
            com.microsoft.QuickGelu |
            ai.onnx.ml.Normalizer | norm L1
            ai.onnx.ml.Normalizer | norm L2
            ai.onnx.ml.Normalizer | norm MAX
            ai.onnx.ml.Binarizer | threshold 0.2
            """)
    void ofOneInput(String operator, String attributes) throws IOException, OrtException {
        Judge.check(model().node(operator, "z", "y", attributes(attributes)).bytes(), 9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LayerNormalization                | z,scale,shift | epsilon 0.1
            LayerNormalization                | z,scale       |
            LayerNormalization                | z,scale,shift | axis 1
            com.microsoft.BiasGelu            | z,shift       |
            com.microsoft.FastGelu            | z,shift       |
            PRelu                             | z,scale       |
            Pow                               | z,two         |
            Max                               | z,scale,shift |
            Mean                              | z,shift       |
            Mod                               | z,two         | fmod 1
            """)
    void withConstants(String operator, String inputs, String attributes) throws IOException, OrtException {
        Judge.check(
                model().number("two", 2)
                        .node(operator, inputs, "y", attributes(attributes))
                        .bytes(),
                9);
    }

    /** Layer normalisation as exporters spelled it before it was an operator, and its relatives. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ReduceMean z,last m; Sub z,m d; Pow d,two p; ReduceMean p,last v; Add v,ε e; Sqrt e s; Div d,s n; Mul n,scale a; Add a,shift y
            Mul z,z p; ReduceMean p,last v; Add v,ε e; Sqrt e s; Reciprocal s r; Mul z,r n; Mul n,scale y
            ReduceL2 z,last n; Max n,ε m; Div z,m y
            ReduceL1 z,last n; Div z,n y
            ReduceSumSquare z,last n; Sqrt n m; Div z,m y
            ReduceMin z,last n; ReduceMax z,last m; Sub z,n a; Sub m,n d; Div a,d y
            ReduceLogSumExp z,last n; Sub z,n y
            """)
    void normalisationInPieces(String code) throws IOException, OrtException {
        Judge.check(
                model().number("two", 2)
                        .number("ε", 1e-5f)
                        .integers("last", -1)
                        .code(code)
                        .bytes(),
                9);
    }

    /** Parts of a row chosen, joined and multiplied with each other: gates and features made by hand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Slice z,from,to,axis a; Relu a y
            Slice z,from,to,axis a; Slice z,zero,from,axis p; Sigmoid p c; Concat a,c y
            Gather z,picked a; Tanh a y
            Gather z,three a; Unsqueeze a,axis y
            Gather z,first a; Relu a y
            Slice z,zero,one,axis a; Expand a,wide y
            Slice z,zero,one,axis a; Expand a,wide p; Sigmoid p s; Mul p,s y
            Concat x,z a; Concat a,x y
            Concat x,x a; Relu a y
            Transpose z t; Transpose t y
            """)
    void ofColumns(String code) throws IOException, OrtException {
        ModelBuilder model = model();
        model.integers("from", 2)
                .integers("to", 6)
                .integers("zero", 0)
                .integers("axis", 1)
                .integers("picked", 5, 0, -2)
                .integers("first", 0, 0, 0, 0, 0, 0)
                .integers("one", 1)
                .integers("wide", 1, 6)
                .tensor(ModelBuilder.tensor("three", OnnxTensor.INT64).varint(7, 3));
        for (String line : code.split(";", -1)) {
            String[] words = line.strip().split(" ", -1);
            boolean axis = words[0].equals("Concat") || words[0].equals("Gather");
            if (axis) model.node(words[0], words[1], words[2], attribute("axis", 1));
            else model.node(words[0], words[1], words[2]);
        }
        Judge.check(model.bytes(), 9);
    }

    @Test
    void gatedLinearUnits() throws IOException, OrtException {
        byte[] glu = model().node("Split", "z", "a,g", attribute("axis", 1), attribute("num_outputs", 2))
                .node("Sigmoid", "g", "s")
                .node("Mul", "a,s", "y")
                .bytes();
        assertThat(Judge.check(glu, 9).toString()).contains("formula 6→3");
        byte[] uneven = model().integers("parts", 1, 2, 3)
                .node("Split", "z,parts", "p,q,r", attribute("axis", 1))
                .node("Concat", "r,q,p", "y", attribute("axis", 1))
                .bytes();
        Judge.check(uneven, 9);
    }

    @Test
    void columnsOfTheInput() throws IOException, OrtException {
        byte[] model = new ModelBuilder()
                .floats("w", new long[] {5, 3}, Judge.random(15, 1))
                .integers("two", 2)
                .integers("last", 3)
                .input("x", ANY, 4)
                .output("y", ANY, 3)
                .node("Gather", "x,two", "c", attribute("axis", 1))
                .node("Mul", "c,c", "square")
                .node("Concat", "x,square", "all", attribute("axis", 1))
                .node("MatMul", "all,w", "y")
                .bytes();
        assertThat(Judge.check(model, 9).toString()).startsWith("formula 4→5");
    }

    @Test
    void fusedProducts() throws IOException, OrtException {
        for (String activation : new String[] {"Relu", "Tanh", "Sigmoid", "LeakyRelu", "HardSigmoid", "Softsign"}) {
            ModelBuilder model = new ModelBuilder()
                    .floats("w", new long[] {OUT, IN}, Judge.random(IN * OUT, 1))
                    .floats("b", new long[] {OUT}, Judge.random(OUT, 2))
                    .input("x", ANY, IN)
                    .output("y", ANY, OUT);
            ProtobufWriter alpha = attribute("activation_alpha", 0.3f), beta = attribute("activation_beta", 0.4f);
            ProtobufWriter turned = attribute("transB", 1), which = attribute("activation", activation);
            if (activation.equals("HardSigmoid"))
                model.node("com.microsoft.FusedGemm", "x,w,b", "y", turned, which, alpha, beta);
            else if (activation.equals("LeakyRelu"))
                model.node("com.microsoft.FusedGemm", "x,w,b", "y", turned, which, alpha);
            else model.node("com.microsoft.FusedGemm", "x,w,b", "y", turned, which);
            Judge.check(model.bytes(), 9);
        }
        byte[] fused = new ModelBuilder()
                .floats("w", new long[] {OUT, IN}, Judge.random(IN * OUT, 1))
                .input("x", ANY, IN)
                .output("y", ANY, OUT)
                .node("com.microsoft.FusedMatMul", "x,w", "y", attribute("transB", 1), attribute("alpha", 0.5f))
                .bytes();
        Judge.check(fused, 9);
        byte[] vector = new ModelBuilder()
                .floats("w", new long[] {IN}, Judge.random(IN, 1))
                .input("x", ANY, IN)
                .output("y", ANY)
                .node("MatMul", "x,w", "y")
                .bytes();
        Judge.check(vector, 9);
    }

    @ParameterizedTest
    @CsvSource({"3, NONE", "3, SOFTMAX", "3, LOGISTIC", "2, NONE", "2, SOFTMAX", "2, LOGISTIC", "1, LOGISTIC"})
    void linearClassifiers(int rows, String transform) throws IOException, OrtException {
        int classes = Math.max(2, rows);
        long[] labels = new long[classes];
        for (int i = 0; i < classes; i++) labels[i] = i;
        byte[] model = new ModelBuilder()
                .input("x", ANY, IN)
                .typedOutput("label", OnnxTensor.INT64, ANY)
                .output("p", ANY, classes)
                .node(
                        "ai.onnx.ml.LinearClassifier",
                        "x",
                        "label,p",
                        floatList("coefficients", Judge.random(rows * IN, 5)),
                        floatList("intercepts", Judge.random(rows, 6)),
                        integerList("classlabels_ints", labels),
                        attribute("post_transform", transform))
                .bytes();
        float[] x = Judge.random(9 * IN, 7);
        Judge.assertAlike(OnnxImport.read("m", model, null, null).predict(x), Judge.run(model, "p", x, 9, IN));
    }

    @Test
    void linearRegressorsAndWhatComesBefore() throws IOException, OrtException {
        byte[] model = new ModelBuilder()
                .input("x", ANY, IN)
                .output("y", ANY, 2)
                .node(
                        "ai.onnx.ml.Imputer",
                        "x",
                        "i",
                        floatList("imputed_value_floats", 1, 2, 3, 4),
                        attribute("replaced_value_float", Float.NaN))
                .node(
                        "ai.onnx.ml.Scaler",
                        "i",
                        "s",
                        floatList("offset", 1, 2, 3, 4),
                        floatList("scale", 0.5f, 2, 1, 0.1f))
                .node(
                        "ai.onnx.ml.LinearRegressor",
                        "s",
                        "y",
                        attribute("targets", 2),
                        floatList("coefficients", Judge.random(2 * IN, 5)),
                        floatList("intercepts", Judge.random(2, 6)))
                .bytes();
        float[] x = Judge.random(9 * IN, 7);
        for (int i = 0; i < x.length; i += 5) x[i] = Float.NaN;
        Judge.assertAlike(OnnxImport.read("m", model, null, null).predict(x), Judge.run(model, null, x, 9, IN));
    }
}
