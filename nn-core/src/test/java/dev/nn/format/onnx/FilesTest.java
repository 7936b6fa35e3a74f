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
import dev.nn.network.Network;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files hold besides a plain list of nodes: functions, sparse tensors, any order, integers, several inputs. */
class FilesTest {
    private static ModelBuilder model() {
        return new ModelBuilder()
                .opset(18)
                .floats("w", new long[] {4, 3}, Judge.random(12, 1))
                .floats("c", new long[] {3}, Judge.random(3, 2))
                .input("x", ANY, 4)
                .output("y", ANY, ANY);
    }

    private static void assertRefused(ModelBuilder model, String... message) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m.onnx", model.bytes(), null, null))
                .withMessageContainingAll(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void nodesInAnyOrder() throws IOException, OrtException {
        ModelBuilder model =
                model().node("Add", "h,c", "y").node("Relu", "z", "h").node("MatMul", "x,v", "z");
        model.node("Identity", "w", "v");
        assertThat(OnnxImport.read("m", model.bytes(), null, null)).hasToString("dense 4→3 relu, formula 3→3 x + c3");
        assertRefused(model().node("Add", "z,y", "z2").node("Relu", "z2", "y").node("MatMul", "x,w", "z"), "a cycle");
    }

    @Test
    void ownFunctions() throws IOException, OrtException {
        ModelBuilder model = model().function("Layer", "a,b", "out", "MatMul a,b t; Tanh t out")
                .function("Twice", "a", "out", "own.Half a t; own.Half t out")
                .function("Half", "a", "out", "LeakyRelu a out", ModelBuilder.reference("alpha", "slope", 1))
                .node("own.Layer", "x,w", "h")
                .node("own.Half", "h", "i", attribute("slope", 0.25f))
                .node("own.Twice", "i", "y");
        Network network = Judge.check(model.bytes(), 5);
        assertThat(network.toString()).contains("tanh");
        ModelBuilder endless = model().function("A", "a", "b", "own.A a b").node("own.A", "x", "y");
        assertRefused(endless, "nested at most 16 deep");
    }

    @Test
    void sparseTensors() throws IOException, OrtException {
        float[] values = {1, -2, 3};
        ModelBuilder model = model().sparse("s", new long[] {4, 3}, values, new long[] {1, 5, 11})
                .node("MatMul", "x,s", "y");
        float[] dense = new float[12];
        dense[1] = 1;
        dense[5] = -2;
        dense[11] = 3;
        byte[] same = model().floats("d", new long[] {4, 3}, dense)
                .node("MatMul", "x,d", "y")
                .bytes();
        float[] x = Judge.random(20, 3);
        assertThat(OnnxImport.read("m", model.bytes(), null, null).predict(x))
                .isEqualTo(OnnxImport.read("m", same, null, null).predict(x));
        assertRefused(
                model().sparse("s", new long[] {4, 3}, values, new long[] {1, 5, 12})
                        .node("MatMul", "x,s", "y"),
                "tensor 's'",
                "indices of 12 values");
        assertRefused(
                model().sparse("s", new long[] {40_000, 50_000}, values, new long[] {1, 5, 12})
                        .node("MatMul", "x,s", "y"),
                "in proportion to the file");
    }

    /** Integers are computed as such: 7 / 2 is 3, and a cast cuts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Div 7,2 q
            Div -7,2 q
            Mod 7,-2 q
            Mod -7,2 q
            Sub 7,2 a; Div a,2 q
            Cast 2.7 q
            Cast -2.7 q
            CastLike 2.7,7 q
            Mul 7,2 a; Add a,-7 q
            Abs -7 q
            Neg 7 q
            Max 7,2 q
            Pow -7,2 q
            Greater 7,2 g; Where g,2,7 q
            """)
    void integers(String code) throws IOException, OrtException {
        ModelBuilder model = model();
        for (long value : new long[] {7, -7, 2, -2}) {
            model.tensor(ModelBuilder.tensor(value + "", OnnxTensor.INT64).varint(7, value));
        }
        model.number("2.7", 2.7f).number("-2.7", -2.7f);
        for (String line : code.split(";", -1)) {
            String[] words = line.strip().split(" ", -1);
            if (words[0].equals("Cast")) model.node("Cast", words[1], words[2], attribute("to", 7));
            else model.node(words[0], words[1], words[2]);
        }
        model.node("CastLike", "q,c", "f").node("MatMul", "x,w", "z").node("Mul", "z,f", "y");
        Judge.check(model.bytes(), 5);
    }

    /** A cast to a shorter type and back is there to round. */
    @ParameterizedTest
    @ValueSource(ints = {OnnxTensor.FLOAT16, OnnxTensor.BFLOAT16})
    void castsToShorterFloats(int type) throws IOException, OrtException {
        ModelBuilder behind = model().node("MatMul", "x,w", "z")
                .node("Cast", "z", "h", attribute("to", type))
                .node("Cast", "h", "y", attribute("to", 1));
        ModelBuilder before = model().node("Cast", "x", "h", attribute("to", type))
                .node("Cast", "h", "f", attribute("to", 1))
                .node("MatMul", "f,w", "z")
                .node("Relu", "z", "y");
        for (ModelBuilder model : List.of(behind, before)) {
            Network network = Judge.check(model.bytes(), 5);
            assertThat(network.toString()).contains("float16");
        }
        ModelBuilder whole = model().node("Cast", "x", "i", attribute("to", 7))
                .node("Cast", "i", "h", attribute("to", type))
                .node("Cast", "h", "y", attribute("to", 1));
        float[] x = {70_001, -65_519, 2049, 3};
        assertThat(OnnxImport.read("m", whole.bytes(), null, null).predict(x))
                .isEqualTo(Judge.run(whole.bytes(), null, x, 1, 4));
    }

    @Test
    void integersThatDependOnTheInput() throws IOException, OrtException {
        ModelBuilder cut = model().node("MatMul", "x,w", "z")
                .node("Cast", "z", "i", attribute("to", 7))
                .node("Cast", "i", "y", attribute("to", 1));
        Judge.check(cut.bytes(), 5);
        ModelBuilder truth = model().node("MatMul", "x,w", "z")
                .node("Cast", "z", "i", attribute("to", 9))
                .node("Not", "i", "n")
                .node("Cast", "n", "y", attribute("to", 1));
        Judge.check(truth.bytes(), 5);
        ModelBuilder divided = model().tensor(
                        ModelBuilder.tensor("two", OnnxTensor.INT64).varint(7, 2))
                .node("Cast", "x", "i", attribute("to", 7))
                .node("Div", "i,two", "j")
                .node("Cast", "j", "f", attribute("to", 1))
                .node("MatMul", "f,w", "y");
        assertRefused(divided, "operator Div", "integers");
    }

    @Test
    void dequantizedWeights() throws IOException, OrtException {
        ProtobufWriter weights = ModelBuilder.tensor("q", OnnxTensor.INT8, 4, 3);
        for (int i = 0; i < 12; i++) weights.varint(5, (i * 37 % 255) - 127);
        ProtobufWriter zeros = ModelBuilder.tensor("zero", OnnxTensor.INT8, 3);
        for (int i = 0; i < 3; i++) zeros.varint(5, i - 1);
        for (int axis : new int[] {1, -1}) {
            byte[] model = model().tensor(weights)
                    .tensor(zeros)
                    .floats("s", new long[] {3}, 0.01f, 0.02f, 0.03f)
                    .node("DequantizeLinear", "q,s,zero", "v", attribute("axis", axis))
                    .node("Relu", "x", "r")
                    .node("MatMul", "r,v", "y")
                    .bytes();
            float[] x = Judge.random(20, 3), expected = new float[15];
            for (int r = 0; r < 5; r++) {
                for (int j = 0; j < 3; j++) {
                    double sum = 0;
                    for (int i = 0; i < 4; i++) {
                        int q = ((i * 3 + j) * 37 % 255) - 127;
                        sum += Math.max(0, x[r * 4 + i]) * (q - (j - 1)) * (0.01 * (j + 1));
                    }
                    expected[r * 3 + j] = (float) sum;
                }
            }
            Judge.assertAlike(OnnxImport.read("m", model, null, null).predict(x), expected);
        }
    }

    /** In the order of the file; integers among them are cut. */
    @Test
    void severalInputsBecomeOne() throws IOException {
        ModelBuilder model = new ModelBuilder()
                .floats("w", new long[] {6, 3}, Judge.random(18, 1))
                .number("2", 2)
                .input("a", ANY, 3)
                .typedInput("n", OnnxTensor.INT64, ANY, 1)
                .input("b", ANY, 2)
                .output("y", ANY, 3)
                .node("Cast", "n", "f", attribute("to", 1))
                .node("Div", "a,2", "half")
                .node("Concat", "b,half,f", "x", attribute("axis", 1))
                .node("MatMul", "x,w", "y");
        Network network = OnnxImport.read("m", model.bytes(), null, null);
        byte[] single = new ModelBuilder()
                .floats("w", new long[] {6, 3}, Judge.random(18, 1))
                .input("x", ANY, 6)
                .output("y", ANY, 3)
                .node("MatMul", "x,w", "y")
                .bytes();
        float[] joined = {1, 2, 3, 7, 5, 6}, ordered = {5, 6, 0.5f, 1, 1.5f, 7};
        assertThat(network.in()).isEqualTo(6);
        Judge.assertAlike(
                network.predict(joined),
                OnnxImport.read("m", single, null, null).predict(ordered));
    }

    @Test
    void inTrainingModeIsRefused() {
        ModelBuilder dropout = model().tensor(
                        ModelBuilder.tensor("on", OnnxTensor.BOOL).varint(5, 1))
                .number("rate", 0.5f)
                .node("Dropout", "x,rate,on", "d")
                .node("MatMul", "d,w", "y");
        assertRefused(dropout, "operator Dropout", "as in training");
        ModelBuilder off = model().tensor(
                        ModelBuilder.tensor("on", OnnxTensor.BOOL).varint(5, 0))
                .number("rate", 0.5f)
                .node("Dropout", "x,rate,on", "d")
                .node("MatMul", "d,w", "y");
        assertThat(read(off)).hasToString("dense 4→3 identity");
    }

    private static Network read(ModelBuilder model) {
        try {
            return OnnxImport.read("m", model.bytes(), null, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Weights computed in the graph: rearranged and put together. */
    @Test
    void constantsOfSeveralDimensions() throws IOException, OrtException {
        byte[] model = model().integers("zero", 0)
                .integers("two", 2)
                .integers("order", 1, 0, 2)
                .node("Slice", "w,zero,two", "top")
                .node("Concat", "top,top", "stacked", attribute("axis", 0))
                .node("Gather", "stacked,order", "chosen", attribute("axis", 1))
                .node("Squeeze", "chosen", "all", new ProtobufWriter[0])
                .node("MatMul", "x,all", "y")
                .bytes();
        Judge.check(model, 5);
        byte[] attributes = new ModelBuilder()
                .opset(9)
                .floats("w", new long[] {4, 3}, Judge.random(12, 1))
                .input("x", ANY, 4)
                .output("y", ANY, 2)
                .node("Slice", "w", "v", integerList("starts", 1), integerList("ends", 3), integerList("axes", 1))
                .node("MatMul", "x,v", "y")
                .bytes();
        Judge.check(attributes, 5);
    }
}
