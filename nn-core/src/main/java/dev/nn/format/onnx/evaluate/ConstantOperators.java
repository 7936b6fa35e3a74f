package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxAttribute;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.TensorDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The operators on constants that exporters leave in a graph: transposed weights, reshaped biases, computed shapes and
 * axes, numbers as nodes. What they produce together is limited, since small files can describe huge tensors.
 */
public final class ConstantOperators {
    private final TensorDecoder decoder;

    private final long bytes;

    /** Elements that have been made. */
    private long spent;

    /**
     * The operators for one file.
     *
     * @param bytes length of the file: what it may fold grows with it
     */
    public ConstantOperators(TensorDecoder decoder, long bytes) {
        this.decoder = decoder;
        this.bytes = bytes;
    }

    /** The output of a node whose inputs are these; null for inputs left out. */
    public Constant apply(OnnxNode node, List<@Nullable Constant> inputs) throws IOException {
        if (!node.domain().isEmpty()) throw node.unsupported();
        Constant result = switch (node.operator()) {
            case "Constant" -> constant(node);
            case "Identity", "CastLike" -> input(node, inputs, 0);
            case "Cast" -> cast(node, input(node, inputs, 0));
            case "Shape" -> shape(node, input(node, inputs, 0));
            case "Transpose" -> transpose(node, input(node, inputs, 0));
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> reshape(node, inputs);
            case "Concat" -> concat(node, inputs);
            case "Gather" -> gather(node, input(node, inputs, 0), input(node, inputs, 1));
            case "Slice" -> slice(node, inputs);
            case "ConstantOfShape" -> filled(node, input(node, inputs, 0));
            case "Expand" -> expand(node, input(node, inputs, 0), input(node, inputs, 1));
            default -> elementwise(node, inputs);
        };
        spend(node, result.count());
        return result;
    }

    private static Constant input(OnnxNode node, List<@Nullable Constant> inputs, int i) throws DataFormatException {
        Constant input = i < inputs.size() ? inputs.get(i) : null;
        if (input == null) throw node.wrong("at least %d inputs".formatted(i + 1), "input %d left out".formatted(i));
        return input;
    }

    private static @Nullable Constant optional(List<@Nullable Constant> inputs, int i) {
        return i < inputs.size() ? inputs.get(i) : null;
    }

    /** Takes elements from the budget, before they are allocated where their number doesn't follow from the inputs'. */
    public void spend(OnnxNode node, long elements) throws DataFormatException {
        if (elements > budget()) {
            throw node.wrong("constants in proportion to the file", "%d values more".formatted(elements));
        }
        spent += elements;
    }

    /** Elements that may still be made: thirty times what a file of floats holds, and some more. */
    private long budget() {
        return (1 << 20) + 8 * (bytes + decoder.externalBytes()) - spent;
    }

    private Constant constant(OnnxNode node) throws IOException {
        OnnxAttribute value = node.attributes().get("value");
        if (value != null && value.tensor() != null) return decoder.decode(value.tensor());
        if (node.attributes().containsKey("value_float")) {
            return Constant.of(new int[0], (float) node.number("value_float", 0));
        }
        if (node.attributes().containsKey("value_int")) return Constant.of(new int[0], node.integer("value_int", 0));
        if (node.attributes().containsKey("value_floats")) {
            float[] values = node.floats("value_floats");
            return Constant.of(new int[] {values.length}, values);
        }
        long[] values = node.integers("value_ints");
        if (values == null)
            throw node.wrong(
                    "a tensor or numbers", String.join(", ", node.attributes().keySet()));
        return Constant.of(new int[] {values.length}, values);
    }

    private static Constant cast(OnnxNode node, Constant in) throws DataFormatException {
        long to = node.integer("to", 0);
        if (OnnxTensor.isFloating((int) to)) {
            if (in.namesBatch()) throw node.wrong("numbers that don't depend on the batch size", "the batch size");
            return Constant.of(in.shape(), in.toFloats());
        }
        if (OnnxTensor.size((int) to) == 0) throw node.wrong("a cast to numbers", "type " + to);
        return Constant.of(in.shape(), in.toIntegers());
    }

    private static Constant shape(OnnxNode node, Constant in) throws DataFormatException {
        return ShapeVector.slice(node, Arrays.stream(in.shape()).asLongStream().toArray());
    }

    private static Constant transpose(OnnxNode node, Constant in) throws DataFormatException {
        int rank = in.rank();
        int[] order = ShapeOperators.permutation(node, rank);
        int[] shape = new int[rank], stride = new int[rank];
        for (int d = 0; d < rank; d++) {
            shape[d] = in.shape()[order[d]];
            stride[d] = 1;
            for (int e = order[d] + 1; e < rank; e++) stride[d] *= in.shape()[e];
        }
        return Gathering.strided(in, shape, stride);
    }

    /** Shape changes need no rule about samples here: the shape is that of one sample without a batch. */
    private static Constant reshape(OnnxNode node, List<@Nullable Constant> inputs) throws DataFormatException {
        Constant in = input(node, inputs, 0);
        RowShape before = new RowShape(Arrays.stream(in.shape()).asLongStream().toArray(), -1);
        RowShape after = ShapeOperators.shape(node, before, optional(inputs, 1));
        if (after == null) throw node.unsupported();
        return in.reshaped(ShapeVector.sizes(node, after.dims(), in.count()));
    }

    private Constant concat(OnnxNode node, List<@Nullable Constant> inputs) throws DataFormatException {
        List<Constant> parts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) parts.add(input(node, inputs, i));
        if (parts.isEmpty()) throw node.wrong("an input", "none");
        if (parts.stream()
                .anyMatch(part ->
                        part.rank() != 1 || part.isInteger() != parts.getFirst().isInteger())) {
            throw node.wrong("constants of one dimension and type", "others");
        }
        spend(node, parts.stream().mapToLong(Constant::count).sum());
        return Gathering.joined(parts);
    }

    private static Constant gather(OnnxNode node, Constant in, Constant indices) throws DataFormatException {
        if (in.rank() != 1 || indices.rank() > 1 || node.integer("axis", 0) != 0) {
            throw node.wrong("elements of a constant of one dimension", "shape " + Arrays.toString(in.shape()));
        }
        int[] places = new int[indices.count()];
        for (int i = 0; i < places.length; i++) {
            places[i] = ShapeOperators.axis(node, indices.integer(i), in.count());
        }
        return Gathering.chosen(in, indices.shape(), places);
    }

    private static Constant slice(OnnxNode node, List<@Nullable Constant> inputs) throws DataFormatException {
        Constant in = input(node, inputs, 0);
        Constant steps = optional(inputs, 4);
        boolean simple = in.rank() == 1 && (steps == null || (steps.count() == 1 && steps.integer(0) == 1));
        long[] starts = inputs.size() > 1 ? input(node, inputs, 1).toIntegers() : node.integers("starts");
        long[] ends = inputs.size() > 2 ? input(node, inputs, 2).toIntegers() : node.integers("ends");
        if (!simple || starts == null || ends == null || starts.length != 1 || ends.length != 1) {
            throw node.wrong("a slice of a constant of one dimension, in steps of 1", "another");
        }
        int from = ShapeVector.clamped(starts[0], in.count());
        int to = Math.max(from, ShapeVector.clamped(ends[0], in.count()));
        int[] places = new int[to - from];
        for (int i = 0; i < places.length; i++) places[i] = from + i;
        return Gathering.chosen(in, new int[] {places.length}, places);
    }

    private Constant filled(OnnxNode node, Constant shape) throws IOException {
        int[] sizes = ShapeVector.sizes(node, shape.toIntegers(), budget());
        OnnxAttribute value = node.attributes().get("value");
        Constant element = value == null || value.tensor() == null
                ? Constant.of(new int[] {1}, 0f)
                : decoder.decode(value.tensor());
        if (element.count() != 1) throw node.wrong("one value", element.count() + "");
        return Gathering.strided(element, sizes, new int[sizes.length]);
    }

    private Constant expand(OnnxNode node, Constant in, Constant shape) throws DataFormatException {
        return Gathering.broadcast(
                in, common(node, List.of(in.shape(), ShapeVector.sizes(node, shape.toIntegers(), budget()))));
    }

    private Constant elementwise(OnnxNode node, List<@Nullable Constant> inputs) throws DataFormatException {
        ToDoubleFunction<double[]> function = ScalarOperators.of(node);
        if (function == null) throw node.unsupported();
        List<int[]> shapes = new ArrayList<>();
        boolean integers = true;
        for (int i = 0; i < inputs.size(); i++) {
            Constant in = inputs.get(i);
            if (in == null) continue;
            if (in.namesBatch()) throw node.wrong("numbers that don't depend on the batch size", "the batch size");
            shapes.add(in.shape());
            integers &= in.isInteger() || (node.is("Where") && i == 0);
        }
        int[] shape = common(node, shapes);
        int count = Gathering.count(shape);
        spend(node, (long) count * inputs.size());
        List<@Nullable Constant> wide = new ArrayList<>();
        for (Constant in : inputs) wide.add(in == null ? null : Gathering.broadcast(in, shape));
        double[] x = new double[wide.size()], y = new double[count];
        for (int e = 0; e < count; e++) {
            for (int i = 0; i < x.length; i++) {
                Constant in = wide.get(i);
                x[i] = in == null ? Double.NaN : in.value(e);
            }
            y[e] = function.applyAsDouble(x);
        }
        return Gathering.of(shape, y, integers || node.is("Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal"));
    }

    /** The shape that all broadcast to. */
    private int[] common(OnnxNode node, List<int[]> shapes) throws DataFormatException {
        int rank = shapes.stream().mapToInt(shape -> shape.length).max().orElse(0);
        long[] common = new long[rank];
        Arrays.fill(common, 1);
        for (int[] shape : shapes) {
            for (int d = 0; d < shape.length; d++) {
                int axis = rank - shape.length + d;
                if (shape[d] == 1 || shape[d] == common[axis]) continue;
                if (common[axis] != 1) {
                    throw node.wrong("shapes that fit", Arrays.toString(shape) + " and " + Arrays.toString(common));
                }
                common[axis] = shape[d];
            }
        }
        return ShapeVector.sizes(node, common, budget());
    }
}
