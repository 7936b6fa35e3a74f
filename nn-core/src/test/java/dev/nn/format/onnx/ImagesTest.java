package dev.nn.format.onnx;

import static dev.nn.format.onnx.ImageModelBuilder.image;
import static dev.nn.format.onnx.ImageModelBuilder.is;
import static dev.nn.format.onnx.ImageModelBuilder.list;

import ai.onnxruntime.OrtException;
import dev.nn.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs of images against ONNX Runtime, which gets the same rows in the same order. */
class ImagesTest {
    private static final int ROWS = 3;

    private static Arguments model(String name, byte[] bytes, long... input) {
        return Arguments.of(name, bytes, input);
    }

    static Stream<Arguments> models() {
        List<Arguments> all = new ArrayList<>();
        all.add(model("convolution", image().node("Conv", "x,w,b", "y").bytes("y"), 2, 7, 6));
        all.add(model("no bias", image().node("Conv", "x,w", "y").bytes("y"), 2, 7, 6));
        all.add(model(
                "lopsided",
                image().node(
                                "Conv",
                                "x,w,b",
                                "y",
                                list("pads", 1, 0, 2, 1),
                                list("strides", 2, 1),
                                list("dilations", 1, 2))
                        .bytes("y"),
                2,
                7,
                6));
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
            all.add(model(
                    "auto_pad " + auto,
                    image().node("Conv", "x,w,b", "y", is("auto_pad", auto), list("strides", 2, 2))
                            .bytes("y"),
                    2,
                    7,
                    6));
            all.add(model(
                    "pool auto_pad " + auto,
                    image().node(
                                    "AveragePool",
                                    "x",
                                    "y",
                                    list("kernel_shape", 2, 3),
                                    is("auto_pad", auto),
                                    list("strides", 2, 2))
                            .bytes("y"),
                    2,
                    7,
                    6));
        }
        all.add(model(
                "groups",
                new ImageModelBuilder(4, 5, 5)
                        .weights("w", 6, 2, 3, 3)
                        .node("Conv", "x,w", "y", is("group", 2))
                        .bytes("y"),
                4,
                5,
                5));
        all.add(model(
                "depthwise",
                new ImageModelBuilder(4, 5, 5)
                        .weights("w", 4, 1, 3, 3)
                        .node("Conv", "x,w", "y", is("group", 4))
                        .bytes("y"),
                4,
                5,
                5));
        for (long ceil = 0; ceil < 2; ceil++) {
            for (long count = 0; count < 2; count++) {
                all.add(model(
                        "average pool, ceil %d, count %d".formatted(ceil, count),
                        image().node(
                                        "AveragePool",
                                        "x",
                                        "y",
                                        list("kernel_shape", 3, 3),
                                        list("strides", 2, 2),
                                        list("pads", 1, 1, 1, 1),
                                        is("ceil_mode", ceil),
                                        is("count_include_pad", count))
                                .bytes("y"),
                        2,
                        7,
                        6));
            }
            all.add(model(
                    "max pool, ceil " + ceil,
                    image().node(
                                    "MaxPool",
                                    "x",
                                    "y",
                                    list("kernel_shape", 2, 3),
                                    list("strides", 2, 2),
                                    list("pads", 1, 0, 0, 1),
                                    is("ceil_mode", ceil))
                            .bytes("y"),
                    2,
                    7,
                    6));
        }
        all.add(model(
                "as PyTorch writes LeNet",
                new ImageModelBuilder(1, 12, 10)
                        .weights("w1", 4, 1, 5, 5)
                        .weights("b1", 4)
                        .node("Conv", "x,w1,b1", "c1", list("pads", 2, 2, 2, 2))
                        .node("Relu", "c1", "r1")
                        .node("MaxPool", "r1", "p1", list("kernel_shape", 2, 2), list("strides", 2, 2))
                        .weights("w2", 6, 4, 3, 3)
                        .weights("b2", 6)
                        .node("Conv", "p1,w2,b2", "c2")
                        .node("Relu", "c2", "r2")
                        .node("MaxPool", "r2", "p2", list("kernel_shape", 2, 2), list("strides", 2, 2))
                        .node("Flatten", "p2", "f")
                        .dense("f", "d1", 12, 7)
                        .node("Relu", "d1", "r3")
                        .dense("r3", "d2", 7, 3)
                        .node("Softmax", "d2", "y")
                        .bytes("y"),
                1,
                12,
                10));
        all.add(model(
                "as Keras' converter writes a network, channels last",
                new ImageModelBuilder(8, 6, 3)
                        .node("Transpose", "x", "t", list("perm", 0, 3, 1, 2))
                        .weights("w1", 4, 3, 3, 3)
                        .weights("b1", 4)
                        .node("Conv", "t,w1,b1", "c1", is("auto_pad", "SAME_UPPER"))
                        .node("Relu", "c1", "r1")
                        .node("MaxPool", "r1", "p1", list("kernel_shape", 2, 2), list("strides", 2, 2))
                        .node("Transpose", "p1", "l", list("perm", 0, 2, 3, 1))
                        .integers("shape", -1, 48)
                        .node("Reshape", "l,shape", "f")
                        .weights("wd", 48, 5)
                        .node("MatMul", "f,wd", "m")
                        .weights("bd", 5)
                        .node("Add", "m,bd", "y")
                        .bytes("y"),
                8,
                6,
                3));
        all.add(model(
                "batch norm, also behind an activation",
                image().norm("n", 4)
                        .node("Conv", "x,w,b", "c")
                        .node("BatchNormalization", "c,ng,nb,nm,nv", "n1", ModelBuilder.attribute("epsilon", 0.01f))
                        .node("Relu", "n1", "r")
                        .norm("k", 4)
                        .node("BatchNormalization", "r,kg,kb,km,kv", "n2")
                        .node("GlobalAveragePool", "n2", "g")
                        .node("Flatten", "g", "f")
                        .dense("f", "y", 4, 3)
                        .bytes("y"),
                2,
                7,
                6));
        all.add(model(
                "a residual network",
                image().norm("n", 4)
                        .node("Conv", "x,w,b", "c", list("pads", 1, 1, 1, 1))
                        .node("Relu", "c", "r")
                        .weights("w1", 4, 4, 3, 3)
                        .node("Conv", "r,w1", "c1", list("pads", 1, 1, 1, 1))
                        .node("BatchNormalization", "c1,ng,nb,nm,nv", "n1")
                        .node("Relu", "n1", "r1")
                        .weights("w2", 4, 4, 3, 3)
                        .node("Conv", "r1,w2", "c2", list("pads", 1, 1, 1, 1))
                        .node("Add", "c2,r", "a")
                        .node("Relu", "a", "r2")
                        .weights("w3", 6, 4, 3, 3)
                        .node("Conv", "r2,w3", "c3", list("pads", 1, 1, 1, 1), list("strides", 2, 2))
                        .node("Relu", "c3", "r3")
                        .weights("w4", 6, 4, 1, 1)
                        .node("Conv", "r2,w4", "s", list("strides", 2, 2))
                        .node("Add", "s,r3", "a2")
                        .node("GlobalAveragePool", "a2", "g")
                        .node("Flatten", "g", "f")
                        .dense("f", "y", 6, 3)
                        .bytes("y"),
                2,
                7,
                6));
        all.add(model(
                "as MobileNet: clipped activations, depthwise, mean, no flatten",
                new ImageModelBuilder(3, 8, 8)
                        .weights("w1", 4, 3, 3, 3)
                        .node("Conv", "x,w1", "c1", list("strides", 2, 2), list("pads", 1, 1, 1, 1))
                        .node("Relu", "c1", "r1")
                        .weights("w2", 4, 1, 3, 3)
                        .node("Conv", "r1,w2", "c2", is("group", 4), list("pads", 1, 1, 1, 1))
                        .node("HardSwish", "c2", "r2")
                        .weights("w3", 5, 4, 1, 1)
                        .node("Conv", "r2,w3", "c3")
                        .node("ReduceMean", "c3", "m", list("axes", 2, 3), is("keepdims", 0))
                        .dense("m", "y", 5, 3)
                        .bytes("y"),
                3,
                8,
                8));
        all.add(model(
                "as tf2onnx writes a network: channels last, sums for biases, clipped activations",
                new ImageModelBuilder(9, 8, 3)
                        .number("lo", 0)
                        .number("hi", 0.6f)
                        .node("Transpose", "x", "t", list("perm", 0, 3, 1, 2))
                        .weights("w1", 4, 3, 3, 3)
                        .weights("b1", 1, 4, 1, 1)
                        .node("Conv", "t,w1", "c1", is("auto_pad", "SAME_UPPER"), list("strides", 2, 2))
                        .node("Add", "c1,b1", "a1")
                        .node("Clip", "a1,lo,hi", "r1")
                        .weights("w2", 4, 1, 3, 3)
                        .node("Conv", "r1,w2", "c2", is("group", 4), is("auto_pad", "SAME_LOWER"))
                        .norm("n", 4)
                        .node("BatchNormalization", "c2,ng,nb,nm,nv", "n1")
                        .node("Clip", "n1,lo,hi", "r2")
                        .node("Transpose", "r2", "l", list("perm", 0, 2, 3, 1))
                        .node("ReduceMean", "l", "m", list("axes", 1, 2), is("keepdims", 0))
                        .weights("wd", 4, 5)
                        .node("MatMul", "m,wd", "d")
                        .weights("bd", 5)
                        .node("Add", "d,bd", "z")
                        .node("Softmax", "z", "y")
                        .bytes("y"),
                9,
                8,
                3));
        all.add(model(
                "what does nothing in between, and a shape that keeps the batch",
                image().integers("s", 0, -1)
                        .node("Identity", "x", "i")
                        .node("Conv", "i,w,b", "c")
                        .node("LeakyRelu", "c", "r")
                        .node("Dropout", "r", "o")
                        .node("Reshape", "o,s", "f")
                        .dense("f", "y", 80, 3)
                        .bytes("y"),
                2,
                7,
                6));
        all.add(model(
                "padding by a node of its own",
                image().integers("pads", 0, 0, 1, 1, 0, 0, 1, 0)
                        .node("Pad", "x,pads", "p")
                        .node("Conv", "p,w,b", "y")
                        .bytes("y"),
                2,
                7,
                6));
        all.add(model(
                "plain values that become images",
                new ImageModelBuilder(42)
                        .integers("s", -1, 1, 7, 6)
                        .node("Reshape", "x,s", "i")
                        .weights("w", 3, 1, 3, 3)
                        .node("Conv", "i,w", "c")
                        .node("Sigmoid", "c", "a")
                        .node("Mul", "a,c", "silu")
                        .node("Flatten", "silu", "f")
                        .dense("f", "y", 60, 2)
                        .bytes("y"),
                42));
        all.add(model(
                "a constant for each channel",
                image().node("Conv", "x,w", "c")
                        .weights("k", 4, 1, 1)
                        .weights("l", 1, 4, 1, 1)
                        .node("Mul", "c,k", "m")
                        .node("Add", "m,l", "y")
                        .bytes("y"),
                2,
                7,
                6));
        all.add(model(
                "flattened images as the result",
                image().node("Conv", "x,w,b", "c").node("Flatten", "c", "y").bytes("y"),
                2,
                7,
                6));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aGraphIsReadAsOnnxRuntimeReadsIt(String name, byte[] model, long[] input) throws IOException, OrtException {
        Network network = OnnxImport.read("model", model, null, null);
        long[] shape = new long[input.length + 1];
        shape[0] = ROWS;
        System.arraycopy(input, 0, shape, 1, input.length);
        float[] x = Judge.random(ROWS * network.in(), 1), expected = Judge.run(model, null, x, shape);
        Judge.assertAlike(network.predict(x), expected);
        Judge.assertAlike(network.freeze().predict(x), expected);
    }
}
