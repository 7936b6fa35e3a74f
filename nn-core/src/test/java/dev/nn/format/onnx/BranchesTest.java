package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.write.OnnxExport;
import dev.nn.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs with several ways from the input to the output, against ONNX Runtime. */
class BranchesTest {
    /** Features of the input, of all that is as wide, and of what is narrower. */
    private static final int WIDE = 6, NARROW = 3;

    /** Weights {@code w1}, {@code w2}, … of wide × wide; {@code n} wide to narrow, {@code m} back, {@code o} to one. */
    private static ModelBuilder model(String output) {
        ModelBuilder model = new ModelBuilder().opset(18).input("x", ANY, WIDE).output(output, ANY, ANY);
        for (int i = 1; i <= 5; i++) model.floats("w" + i, new long[] {WIDE, WIDE}, weights(WIDE * WIDE, i));
        model.floats("n1", new long[] {WIDE, NARROW}, weights(WIDE * NARROW, 6));
        model.floats("o1", new long[] {WIDE, 1}, weights(WIDE, 14));
        model.floats("n2", new long[] {WIDE, NARROW}, weights(WIDE * NARROW, 7));
        model.floats("m1", new long[] {NARROW, WIDE}, weights(WIDE * NARROW, 8));
        model.floats("m2", new long[] {NARROW, WIDE}, weights(WIDE * NARROW, 9));
        model.floats("d1", new long[] {2 * WIDE, WIDE}, weights(2 * WIDE * WIDE, 10));
        model.floats("d2", new long[] {3 * WIDE, WIDE}, weights(3 * WIDE * WIDE, 11));
        model.floats("b", new long[] {WIDE}, weights(WIDE, 12)).floats("scale", new long[] {WIDE}, weights(WIDE, 13));
        return model.number("1", 1)
                .number("half", 0.5f)
                .integers("0", 0)
                .integers("3", 3)
                .integers("6", 6)
                .integers("axis", 1)
                .integers("last", -1)
                .integers("halves", 3, 3)
                .integers("thirds", 2, 2, 2);
    }

    private static float[] weights(int count, long seed) {
        float[] values = Judge.random(count, seed);
        for (int i = 0; i < count; i++) values[i] *= 0.4f;
        return values;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            add (dense 6→6 identity)                     | MatMul x,w1 a; Add x,a y
            add (dense 6→6 relu)                         | MatMul x,w1 a; Relu a r; Add r,x y
            add (dense 6→3 relu, dense 3→6 identity)     | MatMul x,n1 a; Relu a r; MatMul r,m1 c; Add c,b d; Sum x,d y
            add (dense 6→6 tanh) to (dense 6→6 identity) | MatMul x,w1 a; Tanh a t; MatMul x,w2 c; Add t,c y
            add (dense 6→6 identity), relu               | MatMul x,w1 a; Add x,a c; Relu c y
            add (dense 6→6 relu), dense 6→3 identity     | MatMul x,w1 a; Relu a r; Add r,x c; MatMul c,n1 y
            dense 6→6 silu, add (dense 6→6 identity)     | MatMul x,w2 z; Sigmoid z g; Mul z,g h; MatMul h,w1 a; Add h,a y
            add (add (dense 6→6 relu), dense 6→6 tanh)   | MatMul x,w1 a; Relu a r; Add x,r c; MatMul c,w2 d; Tanh d e; Add e,x y
            add (dense 6→6 relu), add (dense 6→6 tanh)   | MatMul x,w1 a; Relu a r; Add x,r c; MatMul c,w2 d; Tanh d e; Add e,c y
            add (dense 6→6 relu) to (formula 6→6 x * 0.5) | MatMul x,w1 a; Relu a r; Mul x,half h; Add h,r y
            """)
    void sums(String layers, String code) throws IOException, OrtException {
        assertThat(check(code)).hasToString(layers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            concat x (dense 6→6 identity)                | MatMul x,w1 a; Concat@1 x,a y
            concat (dense 6→3 relu) x                    | MatMul x,n1 a; Relu a r; Concat@1 r,x y
            concat (dense 6→3 relu) (dense 6→6 tanh)     | MatMul x,w1 a; Tanh a t; MatMul x,n1 c; Relu c r; Concat@-1 r,t y
            concat x (dense 6→6 relu), dense 12→6 gelu   | MatMul x,w1 a; Relu a r; Concat@1 x,r c; MatMul c,d1 z; com.microsoft.Gelu z y
            concat (dense 6→6 relu) (dense 6→3 identity), softplus | MatMul x,w1 a; Relu a r; MatMul x,n1 c; Concat@1 r,c d; Softplus d y
            dense 6→9 identity                           | MatMul x,n1 a; MatMul x,w1 c; Concat@1 a,c y
            dense 6→9 relu, softmax                      | MatMul x,n1 a; Relu a p; MatMul x,w1 c; Relu c q; Concat@1 p,q z; Softmax z y
            dense 6→3 identity                           | MatMul x,w1 a; Slice a,3,6,axis y
            dense 6→3 relu                               | MatMul x,w1 a; Add a,b c; Slice c,0,3,axis e; Relu e y
            """)
    void sideBySide(String layers, String code) throws IOException, OrtException {
        assertThat(check(code)).hasToString(layers);
    }

    /** What layers are made of is theirs; the values are what counts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gated                     | MatMul x,w1 a; MatMul x,w2 c; Sigmoid c g; Mul a,g y
            gated linear unit         | MatMul x,w1 a; Split@1 a,halves p,q; Sigmoid q g; Mul p,g y
            SwiGLU, residual          | MatMul x,w1 a; Sigmoid a s; Mul a,s g; MatMul x,w2 c; Mul g,c h; MatMul h,w3 d; Add x,d y
            gates of a split, again   | MatMul x,w1 a; Split@1 a,halves p,q; MatMul p,m1 c; MatMul q,m2 d; Add c,d y
            towers of the input       | Slice x,0,3,axis p; Slice x,3,6,axis q; MatMul p,m1 a; Relu a r; MatMul q,m2 c; Tanh c t; Concat@1 r,t y
            towers that are multiplied | Split@1 x,halves p,q; MatMul p,m1 a; MatMul q,m2 c; Mul a,c d; ReduceSum d,last y
            highway                   | MatMul x,w1 a; Sigmoid a g; MatMul x,w2 c; Relu c h; Mul g,h p; Sub 1,g i; Mul i,x q; Add p,q y
            wide and deep             | MatMul x,w1 a; Relu a h; MatMul h,w2 c; Relu c k; MatMul k,n1 d; MatMul x,n2 e; Add d,e f; Sigmoid f y
            dueling heads             | MatMul x,w1 z; Relu z h; MatMul h,n1 v; ReduceMean v,last m; MatMul h,w2 a; ReduceMean a,last n; Sub a,n d; Add m,d y
            dueling, one value        | MatMul x,w1 z; Relu z h; MatMul h,o1 v; MatMul h,w2 a; ReduceMean a,last n; Sub a,n d; Add v,d y
            dueling, value and mean   | MatMul x,w1 z; Relu z h; MatMul h,o1 v; MatMul h,w2 a; ReduceMean a,last n; Sub v,n d; Add d,a y
            dueling, three actions    | MatMul x,w1 z; Relu z h; MatMul h,o1 v; MatMul h,n1 a; ReduceMean a,last n; Sub a,n d; Add v,d y
            dueling, two towers       | MatMul x,w1 z; Relu z h; MatMul h,w2 p; Relu p q; MatMul q,o1 v; MatMul h,w3 r; Relu r s; MatMul s,n1 a; Add v,a e; ReduceMean a,last n; Sub e,n y
            dueling, without a trunk  | MatMul x,o1 v; MatMul x,w2 a; ReduceMean a,last n; Sub a,n d; Add v,d y
            dueling, with the maximum | MatMul x,w1 z; Relu z h; MatMul h,o1 v; MatMul h,w2 a; ReduceMax a,last n; Sub a,n d; Add v,d y
            difference                | MatMul x,w1 a; Relu a r; Sub x,r y
            three terms               | MatMul x,w1 a; MatMul x,w2 c; Relu c r; Sum a,r,x y
            three terms, in pairs     | MatMul x,w1 a; MatMul x,w2 c; Relu c r; Add a,r d; Add d,x y
            used twice                | MatMul x,w1 a; Relu a r; MatMul r,w2 c; Add r,c d; Add d,x y
            a sum with shared products | MatMul x,w1 h; Relu h r; MatMul r,w2 a; MatMul r,w3 c; Add a,c d; Mul d,x e; Add e,r y
            dense block               | MatMul x,w1 a; Relu a p; Concat@1 x,p c; MatMul c,d1 d; Relu d q; Concat@1 x,p,q e; MatMul e,d2 f; Add f,q g; Concat@1 g,x,p y
            cross network             | MatMul x,w1 a; Mul x,a p; Add p,x c; MatMul c,w2 d; Mul x,d q; Add q,c e; MatMul e,w3 f; Mul x,f r; Add r,e y
            two encoders mixed in all layers | MatMul x,w1 a; Tanh a u; MatMul x,w2 c; Tanh c v; MatMul x,w3 d; Tanh d h; Sub 1,h i; Mul i,u p; Mul h,v q; Add p,q k; MatMul k,w4 e; Tanh e z; Sub 1,z j; Mul j,u r; Mul z,v s1; Add r,s1 y
            pre-norm residual         | LayerNormalization x,scale,b n; MatMul n,w1 a; Relu a r; MatMul r,w2 c; Add x,c y
            pre-norm, gated           | LayerNormalization x,scale,b n; MatMul n,w1 a; Sigmoid a g; MatMul n,w2 c; Mul g,c h; MatMul h,w3 d; Add d,x y
            post-norm, twice          | MatMul x,w1 a; Add x,a c; LayerNormalization c,scale,b n; MatMul n,w2 d; Relu d r; Add n,r e; LayerNormalization e,b,scale y
            experts                   | MatMul x,n1 g; Softmax g p; Slice p,0,axis,axis p1; Slice p,axis,3,axis p2; MatMul x,w1 a; MatMul x,w2 c; Mul a,p1 d; ReduceMax p2,last m; Mul c,m e; Add d,e y
            softmax beside the input  | MatMul x,n1 a; Softmax a p; Concat@1 p,x y
            scaled branches           | Sub x,b i; Mul i,scale j; MatMul j,w1 a; Add a,b c; Relu c r; Mul r,half k; Add j,k y
            product of products       | MatMul x,w1 a; MatMul a,w2 c; MatMul x,w3 d; Relu d r; MatMul r,w4 e; Mul c,e f; MatMul f,w5 y
            columns chosen twice      | Split@1 x,thirds p,q,r; Concat@1 r,p,q,p h; Slice h,0,6,axis k; MatMul k,w1 a; Concat@1 a,q y
            """)
    void othersAreReadAsTheyAre(String name, String code) throws IOException, OrtException {
        check(code);
    }

    private static Network check(String code) throws IOException, OrtException {
        byte[] model = model("y").code(code).bytes();
        Network network = Judge.check(model, 9);
        // In double precision it is the same function.
        float[] x = Judge.random(network.in(), 3);
        double[] wide = new double[x.length], values = new double[network.parameters().length];
        for (int i = 0; i < x.length; i++) wide[i] = x[i];
        for (int i = 0; i < values.length; i++) values[i] = network.parameters()[i];
        double[] exact = network.apply(wide, values);
        float[] rounded = new float[exact.length];
        for (int i = 0; i < exact.length; i++) rounded[i] = (float) exact[i];
        Judge.assertAlike(rounded, Judge.run(model, null, x, 1, x.length));
        // Written, it is the same again.
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OnnxExport(network).writeTo(out);
        Judge.assertAlike(
                OnnxImport.read("written", out.toByteArray(), null, null).predict(x), network.predict(x));
        Judge.assertAlike(Judge.run(out.toByteArray(), null, x, 1, x.length), network.predict(x));
        return network;
    }

    /** Graphs that nobody has thought of: each node takes any tensors so far. */
    @RepeatedTest(150)
    void anyGraph(RepetitionInfo repetition) throws IOException, OrtException {
        Random random = new Random(repetition.getCurrentRepetition());
        int nodes = 3 + random.nextInt(12);
        StringBuilder code = new StringBuilder();
        String[] tensors = new String[nodes + 1];
        tensors[0] = "x";
        for (int i = 0; i < nodes; i++) {
            int near = Math.max(0, i - random.nextInt(4));
            String a = tensors[near], b = tensors[random.nextInt(i + 1)], y = "t" + i;
            tensors[i + 1] = y;
            code.append(
                    switch (random.nextInt(9)) {
                        case 0, 1, 2 -> "MatMul %s,w%d %s; ".formatted(a, 1 + random.nextInt(5), y);
                        case 3 -> "Tanh %s %s; ".formatted(a, y);
                        case 4 -> "Relu %s %s; ".formatted(a, y);
                        case 5, 6 -> "Add %s,%s %s; ".formatted(a, b, y);
                        case 7 -> "Concat@1 %s,%s c%s; MatMul c%s,d1 %s; ".formatted(a, b, y, y, y);
                        default -> "Sigmoid %s s%s; Mul s%s,%s %s; ".formatted(b, y, y, a, y);
                    });
        }
        code.append(String.format(Locale.ROOT, "Add %s,%s y", tensors[nodes], tensors[nodes - 1]));
        Network network = OnnxImport.read("m", model("y").code(code.toString()).bytes(), null, null);
        float[] x = Judge.random(4 * WIDE, repetition.getCurrentRepetition());
        Judge.assertAlike(
                network.predict(x), Judge.run(model("y").code(code.toString()).bytes(), null, x, 4, WIDE));
    }

    private static ImageModelBuilder image() {
        return new ImageModelBuilder(2, 5, 4)
                .weights("w1", 3, 2, 3, 3)
                .weights("w2", 2, 5, 3, 3)
                .weights("w3", 4, 7, 1, 1)
                .weights("one", 2, 2, 1, 1);
    }

    private static ImageModelBuilder convolution(
            ImageModelBuilder to, String from, String weights, String name, int pad) {
        return to.node("Conv", from + "," + weights, "c" + name, ImageModelBuilder.list("pads", pad, pad, pad, pad))
                .node("Relu", "c" + name, name);
    }

    private static void checkImages(String layers, ImageModelBuilder model) throws IOException, OrtException {
        byte[] bytes = model.bytes("y");
        Network network = OnnxImport.read("m", bytes, null, null);
        float[] x = Judge.random(3 * network.in(), 5);
        Judge.assertAlike(network.predict(x), Judge.run(bytes, null, x, 3, 2, 5, 4));
        assertThat(network.toString()).contains(layers);
    }

    @Test
    void imagesWithTheirChannelsSideBySide() throws IOException, OrtException {
        ImageModelBuilder inception = image();
        convolution(inception, "x", "w1", "a", 1).node("Conv", "x,one", "b");
        inception.node(
                "MaxPool",
                "x",
                "p",
                ImageModelBuilder.list("kernel_shape", 3, 3),
                ImageModelBuilder.list("pads", 1, 1, 1, 1));
        inception
                .node("Concat", "a,b,p,x", "j", ModelBuilder.attribute("axis", 1))
                .node("Flatten", "j", "f");
        checkImages("concat (", inception.dense("f", "y", 9 * 20, 3));
        // Each layer of a dense block takes the results of all before it.
        ImageModelBuilder block = image();
        convolution(block, "x", "w1", "a", 1).node("Concat", "x,a", "xa", ModelBuilder.attribute("axis", 1));
        convolution(block, "xa", "w2", "b", 1).node("Concat", "x,a,b", "xab", ModelBuilder.attribute("axis", -3));
        convolution(block, "xab", "w3", "c", 0).node("Concat", "x,a,b,c", "j", ModelBuilder.attribute("axis", 1));
        checkImages("concat x (", block.node("GlobalAveragePool", "j", "y"));
    }

    /** The channels may come last, and branches may share a layer. */
    @Test
    void imagesInOtherOrders() throws IOException, OrtException {
        ImageModelBuilder turned = image();
        convolution(turned, "x", "w1", "a", 1)
                .node("Transpose", "a", "at", ImageModelBuilder.list("perm", 0, 2, 3, 1))
                .node("Transpose", "x", "xt", ImageModelBuilder.list("perm", 0, 2, 3, 1))
                .node("Concat", "at,xt", "j", ModelBuilder.attribute("axis", 3))
                .node("Flatten", "j", "f");
        checkImages("concat (", turned.dense("f", "y", 5 * 20, 3));
        ImageModelBuilder shared = image();
        convolution(shared, "x", "w1", "a", 1).node("Concat", "x,a", "xa", ModelBuilder.attribute("axis", 1));
        convolution(shared, "xa", "w2", "b", 1).node("Concat", "b,a", "j", ModelBuilder.attribute("axis", 1));
        checkImages("concat (", shared.node("GlobalAveragePool", "j", "y"));
    }

    @Test
    void inputsThatAreJoinedLater() throws IOException {
        byte[] model = new ModelBuilder()
                .floats("w", new long[] {2, 3}, 1, 2, 3, 4, 5, 6)
                .floats("u", new long[] {1, 3}, -1, 0, 1)
                .input("a", ANY, 2)
                .input("b", ANY, 1)
                .output("y", ANY, 3)
                .code("MatMul a,w p; MatMul b,u q; Relu q r; Add p,r y")
                .bytes();
        assertThat(OnnxImport.read("m", model, null, null).predict(new float[] {1, 2, 3}))
                .containsExactly(9, 12, 18);
    }

    @Test
    void whatCannotBeReadIsRefusedByName() {
        refused("MatMul x,w1 a; MatMul x,w2 c; MatMul a,c y", "operator MatMul of node 'node2'", "constant weights");
        StringBuilder deep = new StringBuilder("MatMul x,w1 a0");
        for (int i = 1; i < 60; i++) deep.append("; MatMul a%d,w1 p%d; Add p%d,x a%d".formatted(i - 1, i, i, i));
        refused(deep + "; Add a59,x y", "operator Add of node", "deep");
    }

    private static void refused(String code, String... words) {
        byte[] model = model("y").code(code).bytes();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("m", model, null, null))
                .withMessageContainingAll(words);
    }

    /** Each of many blocks may be a sum without being deep. */
    @Test
    void manyBlocksInARow() throws IOException, OrtException {
        StringBuilder code = new StringBuilder("MatMul x,w1 a0");
        for (int i = 1; i < 200; i++) {
            code.append("; Tanh a%d t%d; MatMul t%d,w2 p%d; Add p%d,a%d a%d".formatted(i - 1, i, i, i, i, i - 1, i));
        }
        Judge.check(model("y").code(code + "; Tanh a199 y").bytes(), 2);
    }
}
