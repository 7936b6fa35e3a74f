package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators that choose features of a sample or put them side by side: Slice, Split, Gather, Concat, Expand. */
public final class ColumnOperators {
    private ColumnOperators() {}

    /**
     * An output of such a node.
     *
     * @param shape of the output
     * @param inputs for each feature the number of the input that it comes from
     * @param columns for each feature its place among that input's features
     */
    public record Selection(RowShape shape, int[] inputs, int[] columns) {}

    public static boolean is(OnnxNode node) {
        boolean vectorizer =
                node.domain().equals(OnnxNode.ML) && node.operator().equals("FeatureVectorizer");
        return vectorizer || node.is("Slice", "Split", "Gather", "Concat", "Expand");
    }

    /** What the outputs of a node are, one after the other. */
    public static List<Selection> of(OnnxNode node, ShapeInference known) throws DataFormatException {
        return switch (node.operator()) {
            case "Slice" -> List.of(slice(node, known));
            case "Gather" -> List.of(gather(node, known));
            case "Split" -> split(node, known);
            case "Expand" -> List.of(expanded(node, known));
            case "FeatureVectorizer" -> List.of(concat(node, known, -1));
            default -> List.of(concat(node, known, node.integer("axis", 1)));
        };
    }

    private static Selection slice(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape in = known.shapeOf(node, 0);
        long[] starts = list(node, known, 1, "starts"), ends = list(node, known, 2, "ends");
        long[] axes = list(node, known, 3, "axes"), steps = list(node, known, 4, "steps");
        if (starts == null || ends == null || starts.length != ends.length) {
            throw node.wrong("constant starts and ends", "other inputs");
        }
        Selection result = identity(node, in);
        for (int i = 0; i < starts.length; i++) {
            int axis = ShapeOperators.axis(node, axes == null ? i : at(node, axes, i), in.rank());
            long step = steps == null ? 1 : at(node, steps, i);
            if (step == 0) throw node.wrong("steps other than 0", "0");
            if (axis == in.batchAxis()) {
                if (starts[i] == 0 && ends[i] >= Integer.MAX_VALUE && step == 1) continue;
                throw node.wrong("a slice of features", "a slice of the batch");
            }
            result = chosen(node, result, axis, range(starts[i], ends[i], step, (int) in.dims()[axis]), true);
        }
        return result;
    }

    private static long at(OnnxNode node, long[] values, int i) throws DataFormatException {
        if (i < values.length) return values[i];
        throw node.wrong("as many axes and steps as starts", values.length + "");
    }

    /** The places from start to end, which are cut to what is there; negative ones count from the end. */
    static int[] range(long start, long end, long step, int size) {
        long lowest = step > 0 ? 0 : -1, highest = step > 0 ? size : size - 1L;
        long from = Math.clamp(start < 0 ? Math.max(start, -1L << 40) + size : start, step > 0 ? 0 : -1, highest);
        long to = Math.clamp(end < 0 ? Math.max(end, -1L << 40) + size : end, lowest, highest);
        long count = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
        int[] places = new int[(int) Math.max(0, count)];
        for (int i = 0; i < places.length; i++) places[i] = (int) (from + i * step);
        return places;
    }

    private static Selection gather(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape in = known.shapeOf(node, 0);
        Constant indices = known.constant(node, 1);
        if (indices == null || indices.rank() > 1) throw node.wrong("constant indices of one dimension", "others");
        int axis = ShapeOperators.axis(node, node.integer("axis", 0), in.rank());
        if (axis == in.batchAxis()) throw node.wrong("features to be gathered", "samples");
        Selection all = identity(node, in);
        int[] places = new int[indices.count()];
        for (int i = 0; i < places.length; i++) {
            places[i] = ShapeOperators.axis(node, indices.integer(i), (int) in.dims()[axis]);
        }
        return chosen(node, all, axis, places, indices.rank() == 1);
    }

    private static List<Selection> split(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape in = known.shapeOf(node, 0);
        int axis = ShapeOperators.axis(node, node.integer("axis", 0), in.rank());
        if (axis == in.batchAxis()) throw node.wrong("a split of features", "a split of the batch");
        Selection all = identity(node, in);
        int size = (int) in.dims()[axis], parts = node.outputs().size();
        long[] sizes = list(node, known, 1, "split");
        if (sizes == null) {
            // Equal parts, of which the last may be smaller.
            long part = (size + parts - 1L) / parts;
            sizes = new long[parts];
            for (int i = 0; i < parts; i++) sizes[i] = Math.clamp(size - i * part, 0, part);
        }
        if (sizes.length != parts
                || Arrays.stream(sizes).sum() != size
                || Arrays.stream(sizes).anyMatch(s -> s < 1)) {
            throw node.wrong("%d parts of %d features together".formatted(parts, size), Arrays.toString(sizes));
        }
        List<Selection> result = new ArrayList<>();
        int from = 0;
        for (long part : sizes) {
            result.add(chosen(node, all, axis, range(from, from + part, 1, size), true));
            from += (int) part;
        }
        return result;
    }

    /** Axes of one feature repeated. */
    private static Selection expanded(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape in = known.shapeOf(node, 0);
        Constant target = known.constant(node, 1);
        if (target == null || target.rank() != 1) throw node.wrong("a constant shape", "another input");
        RowShape wide = in.withRank(target.count());
        Selection result = identity(node, wide);
        int ahead = wide.rank() - target.count();
        for (int i = 0; i < target.count(); i++) {
            long size = target.integer(i), here = wide.dims()[ahead + i];
            boolean batch = ahead + i == wide.batchAxis();
            if (size == 1 || size == here || (batch && size == Constant.BATCH)) continue;
            if (batch || here != 1 || size < 1 || size > Integer.MAX_VALUE) {
                throw node.wrong("a shape that " + wide + " can be expanded to", size + " along axis " + (ahead + i));
            }
            Broadcast.features(node, wide.with(ahead + i, size));
            result = chosen(node, result, ahead + i, new int[(int) size], true);
        }
        return result;
    }

    private static Selection concat(OnnxNode node, ShapeInference known, long axis) throws DataFormatException {
        List<RowShape> parts = new ArrayList<>();
        RowShape first = null;
        for (int i = 0; i < node.inputs().size(); i++) {
            RowShape rows = known.rows(node.input(i));
            if (rows == null) throw node.wrong("inputs that all depend on the graph's", "constants among them");
            if (first == null) first = rows;
            parts.add(rows);
        }
        if (first == null) throw node.wrong("an input", "none");
        int along = ShapeOperators.axis(node, axis, first.rank());
        if (along == first.batchAxis()) throw node.wrong("features put side by side", "samples");
        long size = 0;
        for (RowShape part : parts) {
            if (part.rank() != first.rank()
                    || part.dims()[along] == OnnxValue.UNKNOWN
                    || !part.with(along, 1).matches(first.with(along, 1))) {
                throw node.wrong("tensors of one shape but for axis " + along, first + " and " + part);
            }
            size += part.dims()[along];
        }
        RowShape shape = first.with(along, size);
        int features = Broadcast.features(node, shape);
        int[] inputs = new int[features], columns = new int[features];
        int inner = inner(shape, along), at = 0;
        for (int outer = 0; at < features; outer++) {
            for (int i = 0; i < parts.size(); i++) {
                int block = (int) parts.get(i).dims()[along] * inner;
                for (int e = 0; e < block; e++, at++) {
                    inputs[at] = i;
                    columns[at] = outer * block + e;
                }
            }
        }
        return new Selection(shape, inputs, columns);
    }

    /** All features of a tensor as they are. */
    private static Selection identity(OnnxNode node, RowShape in) throws DataFormatException {
        int features = Broadcast.features(node, in);
        int[] columns = new int[features];
        for (int i = 0; i < features; i++) columns[i] = i;
        return new Selection(in, new int[features], columns);
    }

    /** The features at some places along an axis, which stays or, if it is one place, goes. */
    private static Selection chosen(OnnxNode node, Selection from, int axis, int[] places, boolean keep)
            throws DataFormatException {
        RowShape in = from.shape();
        if (places.length == 0) throw node.wrong("at least one feature", "none");
        int size = (int) in.dims()[axis], inner = inner(in, axis);
        RowShape shape = in.with(axis, places.length);
        int features = Broadcast.features(node, shape);
        int[] columns = new int[features];
        for (int i = 0; i < features; i++) {
            int outer = i / (inner * places.length), place = places[i / inner % places.length];
            columns[i] = from.columns()[(outer * size + place) * inner + i % inner];
        }
        boolean[] dropped = new boolean[in.rank()];
        dropped[axis] = !keep;
        return new Selection(shape.without(dropped), new int[features], columns);
    }

    /** How many features of a sample lie behind an axis. */
    private static int inner(RowShape shape, int axis) {
        int inner = 1;
        for (int d = axis + 1; d < shape.rank(); d++) if (d != shape.batchAxis()) inner *= (int) shape.dims()[d];
        return inner;
    }

    /** A constant input or, in older opsets, an attribute. */
    private static long @Nullable [] list(OnnxNode node, ShapeInference known, int input, String attribute)
            throws DataFormatException {
        Constant constant = known.constant(node, input);
        if (constant != null) return constant.toIntegers();
        if (node.has(input)) throw node.wrong("a constant input %d".formatted(input), "one that depends on the input");
        return node.integers(attribute);
    }
}
