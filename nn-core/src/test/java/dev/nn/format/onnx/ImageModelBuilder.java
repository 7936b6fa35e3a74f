package dev.nn.format.onnx;

import static dev.nn.format.onnx.ModelBuilder.ANY;

import dev.nn.format.onnx.file.ProtobufWriter;

/** A graph under construction that names what it adds. */
final class ImageModelBuilder {
    private final ModelBuilder model = new ModelBuilder();
    private int seed;

    ImageModelBuilder(long... input) {
        long[] dims = new long[input.length + 1];
        dims[0] = ANY;
        System.arraycopy(input, 0, dims, 1, input.length);
        model.input("x", dims);
    }

    ImageModelBuilder weights(String name, long... dims) {
        long count = 1;
        for (long dim : dims) count *= dim;
        float[] values = Judge.random((int) count, ++seed);
        for (int i = 0; i < values.length; i++) values[i] *= 0.4f;
        model.floats(name, dims, values);
        return this;
    }

    /** Factors, summands, means, and variances, which are positive. */
    ImageModelBuilder norm(String name, int channels) {
        weights(name + "g", channels).weights(name + "b", channels).weights(name + "m", channels);
        float[] variances = Judge.random(channels, ++seed);
        for (int i = 0; i < channels; i++) variances[i] = 0.5f + Math.abs(variances[i]);
        model.floats(name + "v", new long[] {channels}, variances);
        return this;
    }

    ImageModelBuilder node(String operator, String inputs, String output, ProtobufWriter... attributes) {
        model.node(operator, inputs, output, attributes);
        return this;
    }

    ImageModelBuilder integers(String name, long... values) {
        model.integers(name, values);
        return this;
    }

    ImageModelBuilder number(String name, float value) {
        model.number(name, value);
        return this;
    }

    ImageModelBuilder dense(String from, String to, int in, int out) {
        return weights("w" + to, in, out).weights("b" + to, out).node("Gemm", from + ",w" + to + ",b" + to, to);
    }

    byte[] bytes(String output) {
        return model.output(output).bytes();
    }

    static ProtobufWriter list(String name, long... values) {
        ProtobufWriter list = new ProtobufWriter().string(1, name);
        for (long value : values) list.varint(8, value);
        return list.varint(20, 7);
    }

    static ProtobufWriter is(String name, long value) {
        return ModelBuilder.attribute(name, value);
    }

    static ProtobufWriter is(String name, String value) {
        return ModelBuilder.attribute(name, value);
    }

    static ImageModelBuilder image() {
        return new ImageModelBuilder(2, 7, 6).weights("w", 4, 2, 3, 3).weights("b", 4);
    }
}
