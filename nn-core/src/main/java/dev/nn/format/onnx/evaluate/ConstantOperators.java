package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxAttribute;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.format.onnx.file.TensorDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        Constant result = switch (node.domain().isEmpty() ? node.operator() : "") {
            case "Constant" -> constant(node);
            case "Identity", "Dropout" -> input(node, inputs, 0);
            case "Cast" -> cast(node, input(node, inputs, 0), (int) node.integer("to", 0));
            case "CastLike" ->
                cast(node, input(node, inputs, 0), input(node, inputs, 1).type());
            case "DequantizeLinear" ->
                Dequantization.of(node, input(node, inputs, 0), input(node, inputs, 1), optional(inputs, 2));
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
    long budget() {
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

    /** The values as another type: floats are cut to integers, what is not 0 is true. */
    static Constant cast(OnnxNode node, Constant in, int to) throws DataFormatException {
        if (in.namesBatch() && to != OnnxTensor.INT64) {
            throw node.wrong("numbers that don't depend on the batch size", "the batch size");
        }
        if (OnnxTensor.isFloating(to)) return Constant.of(in.shape(), Rounding.to(to, in.toFloats()));
        if (OnnxTensor.size(to) == 0) throw node.wrong("a cast to numbers", "type " + to);
        long[] values = new long[in.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = to == OnnxTensor.BOOL ? (in.value(i) != 0 ? 1 : 0) : in.integer(i);
        }
        return Constant.ofType(in.shape(), to, values);
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
        Constant first = parts.getFirst();
        int axis = ShapeOperators.axis(node, node.integer("axis", 0), first.rank());
        for (Constant part : parts) {
            boolean fits = part.rank() == first.rank() && part.isInteger() == first.isInteger();
            for (int d = 0; fits && d < first.rank(); d++) {
                fits = d == axis || part.shape()[d] == first.shape()[d];
            }
            if (!fits) throw node.wrong("constants of one type, and of one shape but for axis " + axis, "others");
        }
        spend(node, parts.stream().mapToLong(Constant::count).sum());
        return Gathering.joined(parts, axis);
    }

    private Constant gather(OnnxNode node, Constant in, Constant indices) throws DataFormatException {
        int axis = ShapeOperators.axis(node, node.integer("axis", 0), in.rank());
        if (indices.rank() > 1) throw node.wrong("indices of at most one dimension", indices.rank() + " dimensions");
        int[] places = new int[indices.count()];
        for (int i = 0; i < places.length; i++) {
            places[i] = ShapeOperators.axis(node, indices.integer(i), in.shape()[axis]);
        }
        spend(node, in.shape()[axis] == 0 ? 0 : (long) in.count() / in.shape()[axis] * places.length);
        Constant chosen = Gathering.along(in, axis, places);
        if (indices.rank() == 1) return chosen;
        int[] shape = new int[in.rank() - 1];
        for (int d = 0; d < shape.length; d++) shape[d] = in.shape()[d < axis ? d : d + 1];
        return chosen.reshaped(shape);
    }

    private static Constant slice(OnnxNode node, List<@Nullable Constant> inputs) throws DataFormatException {
        Constant result = input(node, inputs, 0);
        long[] starts = list(node, inputs, 1, "starts"), ends = list(node, inputs, 2, "ends");
        long[] axes = list(node, inputs, 3, "axes"), steps = list(node, inputs, 4, "steps");
        if (starts == null || ends == null) throw node.wrong("constant starts and ends", "none");
        boolean fits = starts.length == ends.length
                && (axes == null || axes.length == starts.length)
                && (steps == null || steps.length == starts.length);
        if (!fits) throw node.wrong("as many ends, axes and steps as starts", "others");
        for (int i = 0; i < starts.length; i++) {
            int axis = ShapeOperators.axis(node, axes == null ? i : axes[i], result.rank());
            long step = steps == null ? 1 : steps[i];
            if (step == 0) throw node.wrong("steps other than 0", "0");
            result = Gathering.along(
                    result, axis, ColumnOperators.range(starts[i], ends[i], step, result.shape()[axis]));
        }
        return result;
    }

    private static long @Nullable [] list(OnnxNode node, List<@Nullable Constant> inputs, int i, String attribute)
            throws DataFormatException {
        Constant input = optional(inputs, i);
        return input != null ? input.toIntegers() : node.integers(attribute);
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
        if (!ElementwiseOperators.is(node)) throw node.unsupported();
        List<int[]> shapes = new ArrayList<>();
        boolean integers = true;
        for (int i = 0; i < inputs.size(); i++) {
            Constant in = inputs.get(i);
            if (in == null) continue;
            if (in.namesBatch()) throw node.wrong("numbers that don't depend on the batch size", "the batch size");
            shapes.add(in.shape());
            integers &= in.isInteger();
        }
        int[] shape = common(node, shapes);
        spend(node, (long) Gathering.count(shape) * (inputs.size() + 1));
        List<@Nullable Constant> wide = new ArrayList<>();
        for (Constant in : inputs) wide.add(in == null ? null : Gathering.broadcast(in, shape));
        return integers ? integers(node, shape, wide) : floats(node, shape, wide);
    }

    private static Constant integers(OnnxNode node, int[] shape, List<@Nullable Constant> inputs)
            throws DataFormatException {
        // The condition of Where has a type of its own.
        int type = input(node, inputs, node.is("Where") ? 1 : 0).type();
        long[] x = new long[inputs.size()], y = new long[Gathering.count(shape)];
        for (int e = 0; e < y.length; e++) {
            for (int i = 0; i < x.length; i++) x[i] = input(node, inputs, i).integer(e);
            Long value = IntegerOperators.apply(node, x);
            if (value == null) throw node.wrong("an operator on integers that is supported", node.operator());
            y[e] = value;
        }
        return Constant.ofType(shape, ElementwiseOperators.isLogical(node) ? OnnxTensor.BOOL : type, y);
    }

    private static Constant floats(OnnxNode node, int[] shape, List<@Nullable Constant> inputs)
            throws DataFormatException {
        int count = Gathering.count(shape);
        if (count == 0) return Constant.of(shape, new float[0]);
        ExpressionBuilder builder = new ExpressionBuilder(1);
        int[] x = new int[inputs.size()];
        for (int i = 0; i < x.length; i++) {
            Constant in = inputs.get(i);
            x[i] = in == null ? ElementwiseOperators.NONE : builder.constant(in.toFloats());
        }
        float[] values = builder.constantOf(ElementwiseOperators.add(node, builder, x));
        if (values == null || values.length != count) throw node.unsupported();
        if (!ElementwiseOperators.isLogical(node)) return Constant.of(shape, values);
        long[] truth = new long[count];
        for (int e = 0; e < count; e++) truth[e] = (long) values[e];
        return Constant.ofType(shape, OnnxTensor.BOOL, truth);
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
