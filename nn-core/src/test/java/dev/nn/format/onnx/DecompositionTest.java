package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.nn.network.Network;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Activations and softmax written as several nodes, in the forms and orders in which exporters and people write them,
 * against ONNX Runtime. A line of code, {@code Mul z,half a}, is a node: operator, inputs, output. The pre-activation is
 * {@code z}, the result {@code h}; constants have names of their own.
 */
class DecompositionTest {
    private static ModelBuilder model(String code, int features) {
        ModelBuilder model = new ModelBuilder()
                .floats("w1", new long[] {4, features}, scaled(Judge.random(4 * features, 1), 3))
                .floats("b1", new long[] {features}, Judge.random(features, 2))
                .floats("w2", new long[] {features, 2}, Judge.random(2 * features, 3))
                .input("x", ANY, 4)
                .output("y", ANY, 2)
                .node("Gemm", "x,w1,b1", "z");
        constants(model);
        return model.code(code).node("MatMul", "h,w2", "y");
    }

    private static void constants(ModelBuilder model) {
        model.number("0", 0)
                .number("1", 1)
                .number("2", 2)
                .number("3", 3)
                .number("-1", -1)
                .number("half", 0.5f);
        model.number("√2", (float) Math.sqrt(2)).number("1/√2", (float) Math.sqrt(0.5));
        model.number("√2/π", (float) Math.sqrt(2 / Math.PI)).number("cubic", 0.044715f);
        model.number("2√2/π", (float) (2 * Math.sqrt(2 / Math.PI)));
        model.number("0.2", 0.2f).number("6", 6).number("20", 20).number("1.7", 1.702f);
        model.number("λ", 1.0507009873554805f).number("α", 1.6732632423543772f);
        // One number in other shapes.
        model.floats("[1]", new long[] {1}, 1).floats("[half]", new long[] {1, 1}, 0.5f);
        model.floats("five√2", new long[] {5}, scaled(new float[] {1, 1, 1, 1, 1}, (float) Math.sqrt(2)));
        model.floats("different", new long[] {5}, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f);
        model.integers("last", -1).integers("axis1", 1);
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) values[i] *= factor;
        return values;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gelu | Div z,√2 a; Erf a b; Add b,1 c; Mul z,c d; Mul d,half h
            gelu | Div z,√2 a; Erf a b; Add b,1 c; Mul z,half d; Mul d,c h
            gelu | Div z,√2 a; Erf a b; Add 1,b c; Mul half,z d; Mul c,d h
            gelu | Mul z,1/√2 a; Erf a b; Add b,[1] c; Mul c,[half] d; Mul z,d h
            gelu | Mul 1/√2,z a; Erf a b; Mul b,half c; Add c,half d; Mul d,z h
            gelu | Div z,five√2 a; Erf a b; Add b,1 c; Mul z,c d; Div d,2 h
            gelu | Neg z n; Mul n,1/√2 a; Erf a b; Sub 1,b c; Mul z,c d; Mul d,half h
            gelu | Identity z i; Div i,√2 a; Erf a b; Add b,1 c; Mul z,c d; Mul d,half h
            gelu-tanh | Pow z,3 a; Mul a,cubic b; Add z,b c; Mul c,√2/π d; Tanh d e; Add e,1 f; Mul z,half g; Mul g,f h
            gelu-tanh | Pow z,3 a; Mul cubic,a b; Add b,z c; Mul √2/π,c d; Tanh d e; Add 1,e f; Mul z,f g; Mul half,g h
            gelu-tanh | Mul z,z p; Mul p,z a; Mul a,cubic b; Add z,b c; Mul c,√2/π d; Tanh d e; Add e,1 f; Mul z,half g; Mul g,f h
            gelu-tanh | Mul z,z p; Mul p,cubic a; Add a,1 b; Mul z,b c; Mul c,√2/π d; Tanh d e; Add e,1 f; Mul f,half g; Mul g,z h
            gelu-tanh | Pow z,3 a; Mul a,cubic b; Add z,b c; Mul c,2√2/π d; Sigmoid d e; Mul z,e h
            silu | Sigmoid z a; Mul z,a h
            silu | Sigmoid z a; Mul a,z h
            silu | Neg z a; Exp a b; Add b,1 c; Div z,c h
            sigmoid | Neg z a; Exp a b; Add b,1 c; Reciprocal c h
            sigmoid | Exp z a; Add a,1 b; Div a,b h
            sigmoid | Mul z,half a; Tanh a b; Mul b,half c; Add c,half h
            tanh | Exp z a; Neg z n; Exp n b; Sub a,b c; Add a,b d; Div c,d h
            tanh | Mul z,2 a; Sigmoid a b; Mul b,2 c; Sub c,1 h
            softplus | Exp z a; Add a,1 b; Log b h
            softplus | Exp z a; Add 1,a b; Log b h
            softplus | Softplus z a; Greater z,20 g; Where g,z,a h
            softplus | Neg z n; Sigmoid n a; Log a b; Neg b h
            relu | Max z,0 h
            relu | Clip z,0 h
            relu | Clip z,0, h
            relu | Greater z,0 g; Where g,z,0 h
            relu | Abs z a; Add z,a b; Mul b,half h
            leaky-relu | Mul z,0.2 a; Max z,a h
            leaky-relu | Less z,0 g; Mul 0.2,z a; Where g,a,z h
            leaky-relu | PRelu z,0.2 h
            elu | Exp z a; Sub a,1 b; Greater z,0 g; Where g,z,b h
            elu | Celu z h
            selu | Exp z a; Sub a,1 b; Mul b,α c; Greater z,0 g; Where g,z,c d; Mul d,λ h
            mish | Softplus z a; Tanh a b; Mul z,b h
            mish | Exp z a; Add a,1 b; Log b c; Tanh c d; Mul d,z h
            hard-swish | Add z,3 a; Clip a,0,6 b; Mul z,b c; Div c,6 h
            hard-swish | Add z,3 a; Clip a,0,6 b; Div b,6 c; Mul c,z h
            identity | Identity z a; Neg a b; Neg b h
            identity | Mul z,2 a; Div a,2 h
            """)
    void ofActivationsAreRecognised(String activation, String code) throws IOException, OrtException {
        Network network = Judge.check(model(code, 5).bytes(), 9);
        assertThat(network).hasToString("dense 4→5 %s, dense 5→2 identity".formatted(activation));
    }

    /** What the shortest reading leaves of scalings goes into the layers beside them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dense 4→5 tanh, dense 5→2 identity | Mul z,half a; Tanh a b; Mul b,half c; Add c,different h
            dense 4→5 silu, dense 5→2 identity | Mul z,1.7 s; Sigmoid s a; Mul s,a b; Div b,1.7 h
            dense 4→5 relu, dense 5→2 identity | Sub 1,z a; Mul a,different b; Relu b c; Sub different,c h
            dense 4→5 selu, formula 5→5 tanh((x * 0.5)), dense 5→2 identity | Selu z a; Div a,2 b; Tanh b h
            dense 4→5 sigmoid, dense 5→2 identity | Sigmoid z a; Relu a h
            dense 4→5 softplus, dense 5→2 identity | Add z,1 a; Softplus a b; Add b,-1 h
            """)
    void scalingsAroundThemAreFolded(String layers, String code) throws IOException, OrtException {
        assertThat(Judge.check(model(code, 5).bytes(), 9)).hasToString(layers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            softmax | Softmax z h
            log-softmax | LogSoftmax z h
            log-softmax | Softmax z a; Log a h
            softmax | LogSoftmax z a; Exp a h
            softmax | Exp z a; ReduceSum a,last s; Div a,s h
            log-softmax | Exp z a; ReduceSum a,last s; Log s l; Sub z,l h
            """)
    void ofSoftmaxAreRecognised(String name, String code) throws IOException, OrtException {

        assertThat(Judge.check(model(code, 5).bytes(), 9))
                .hasToString("dense 4→5 identity, %s, dense 5→2 identity".formatted(name));
    }

    @Test
    void softmaxThatSubtractsTheMaximum() throws IOException, OrtException {
        for (boolean log : new boolean[] {false, true}) {
            ModelBuilder model = new ModelBuilder()
                    .floats("w", new long[] {4, 3}, Judge.random(12, 1))
                    .integers("last", -1)
                    .input("x", ANY, 4)
                    .output("y", ANY, 3)
                    .node("MatMul", "x,w", "z")
                    .node("ReduceMax", "z", "m", ModelBuilder.integerList("axes", 1))
                    .node("Sub", "z,m", "d")
                    .node("Exp", "d", "e")
                    .node("ReduceSum", "e,last", "s");
            if (log) model.node("Log", "s", "l").node("Sub", "d,l", "y");
            else model.node("Div", "e,s", "y");
            assertThat(Judge.check(model.bytes(), 9))
                    .hasToString("dense 4→3 identity, " + (log ? "log-softmax" : "softmax"));
        }
    }

    /** Close to an activation is not enough: these are read as they are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x * sigmoid((x * 1.702))                       | Mul z,1.7 s; Sigmoid s a; Mul z,a h
            min(max(x, 0), 6)                              | Clip z,0,6 h
            max(x, -1)                                     | Clip z,-1 h
            max(x, 1)                                      | Max z,1 h
            where(greater(x, 1), x, softplus(x))           | Softplus z a; Greater z,1 g; Where g,z,a h
            x * x                                          | Mul z,z h
            abs(x)                                         | Abs z h
            max(x, 0) + (c5 * min(x, 0))                   | PRelu z,different h
            x + max(x, 0)                                  | Relu z a; Add z,a h
            ((x * (erf((x / 1.4142135)) + 1)) * c5) * x    | Div z,√2 a; Erf a b; Add b,1 c; Mul z,c d; Mul d,different e; Mul e,z h
            x / sum(exp(x))                                | Exp z a; ReduceSum a,last s; Div z,s h
            where(greater(x, 0.2), x, 0)                   | Greater z,0.2 g; Where g,z,0 h
            where(less(x, 0.2), 0, x)                      | Less z,0.2 g; Where g,0,z h
            where(greater(abs(x), 0.2), x, 0)              | Abs z a; Greater a,0.2 g; Where g,z,0 h
            max(x, 0.001)                                  | Max z,0.001 h
            relu, dense 5→2                                | Relu z a; Add a,0.001 h
            where(equal(x, 0.5), 20, max(x, 0))            | Relu z a; Equal z,half g; Where g,20,a h
            relu, formula 5→5 max((x + -0.001), 0)         | Relu z a; Sub a,0.001 b; Relu b h
            min(x, 20) + max((x - 20), 0)                  | Min z,20 a; Sub z,20 b; Relu b c; Add a,c h
            sin(x)                                         | Sin z h
            floor(x)                                       | Floor z h
            """)
    void othersAreReadAsTheyAre(String formula, String code) throws IOException, OrtException {
        Network network = Judge.check(model(code, 5).number("0.001", 0.001f).bytes(), 9);
        assertThat(network.toString()).contains(formula.strip());
    }

    /** What is at the ends of single precision, or between the samples that one would look at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Clip z,-20,20 a; Softmax a h
            Clip z,-20,20 a; LogSoftmax a h
            Add z,tiny h
            Mul z,20 a; Sigmoid a b; Mul z,b h
            Add z,magic a; Sub a,magic h
            Max z,tiny a; Sub a,tiny h
            Tanh z a; Clip a,-0.9,0.9 h
            Relu z a; Greater a,1000 g; Where g,1000,a h
            Sigmoid z a; Mul a,z b; Add b,tiny h
            Erf z a; Mul a,z b; Add b,z h
            """)
    void nothingIsDropped(String code) throws IOException, OrtException {
        byte[] bytes = model(code, 5)
                .number("tiny", 2e-6f)
                .number("magic", 12_582_912)
                .number("-20", -20)
                .number("1000", 1000)
                .number("-0.9", -0.9f)
                .number("0.9", 0.9f)
                .bytes();
        Network network = OnnxImport.read("model", bytes, null, null);
        for (float scale : new float[] {1e-6f, 0.01f, 1, 30, 1000}) {
            float[] x = scaled(Judge.random(9 * 4, 7), scale);
            Judge.assertAlike(network.predict(x), Judge.run(bytes, null, x, 9, 4));
        }
    }

    /** The weights make values of the size of 1 from inputs of the size of 1e-6, and the offset decides. */
    @Test
    void offsetsCountByWhatTheyDo() throws IOException, OrtException {
        byte[] bytes = new ModelBuilder()
                .floats("offset", new long[] {4}, 2e-6f, -1e-6f, 0, 5e-6f)
                .floats("w", new long[] {4, 3}, scaled(Judge.random(12, 1), 1e6f))
                .number("5", 5e-3f)
                .input("x", ANY, 4)
                .output("y", ANY, 3)
                .node("Add", "x,offset", "a")
                .node("Sub", "a,5", "b")
                .node("MatMul", "b,w", "z")
                .node("Tanh", "z", "y")
                .bytes();
        Network network = OnnxImport.read("model", bytes, null, null);
        float[] x = scaled(Judge.random(9 * 4, 7), 1e-6f);
        for (int i = 0; i < x.length; i++) x[i] += 5e-3f;
        Judge.assertAlike(network.predict(x), Judge.run(bytes, null, x, 9, 4));
    }
}
