package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The operators that change the shape of a tensor and no value: allowed as long as each sample keeps its features in
 * their order.
 */
public final class ShapeOperators {
    private static final long UNKNOWN = OnnxValue.UNKNOWN;

    private ShapeOperators() {}

    /**
     * The shape after a node, or null if it isn't such an operator.
     *
     * @param argument the constant second input (shape or axes), if there is one
     */
    public static @Nullable RowShape shape(OnnxNode node, RowShape in, @Nullable Constant argument)
            throws DataFormatException {
        if (!node.domain().isEmpty()) return null;
        return switch (node.operator()) {
            case "Flatten" -> flatten(node, in);
            case "Reshape" -> reshape(node, in, target(node, argument));
            case "Squeeze" -> squeeze(node, in, axes(node, argument));
            case "Unsqueeze" -> unsqueeze(node, in, axes(node, argument));
            case "Transpose" -> transpose(node, in);
            default -> null;
        };
    }

    private static long[] target(OnnxNode node, @Nullable Constant argument) throws DataFormatException {
        if (argument == null || argument.rank() != 1) throw node.wrong("a constant shape", "another input");
        return argument.toIntegers();
    }

    /** The axes: an input since opset 13, an attribute before; null if neither is there. */
    public static long @Nullable [] axes(OnnxNode node, @Nullable Constant argument) throws DataFormatException {
        return argument != null ? argument.toIntegers() : node.integers("axes");
    }

    /** An axis from 0 to rank − 1; negative ones count from the end. */
    public static int axis(OnnxNode node, long axis, int rank) throws DataFormatException {
        if (axis < -rank || axis >= rank) throw node.wrong("an axis of %d dimensions".formatted(rank), axis + "");
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private static RowShape flatten(OnnxNode node, RowShape in) throws DataFormatException {
        long axis = node.integer("axis", 1);
        // The one operator whose axis may be the rank itself.
        int split = axis == in.rank() ? in.rank() : axis(node, axis, in.rank());
        long before = new RowShape(Arrays.copyOf(in.dims(), split), in.batchAxis()).features();
        RowShape rest = new RowShape(Arrays.copyOfRange(in.dims(), split, in.rank()), in.batchAxis() - split);
        if (in.batchAxis() < 0) return new RowShape(new long[] {before, rest.features()}, -1);
        if (in.batchAxis() >= split || before != 1) throw mixed(node, in, "Flatten at axis " + axis);
        return RowShape.ofRows(in.dims()[in.batchAxis()], rest.features());
    }

    private static RowShape reshape(OnnxNode node, RowShape in, long[] target) throws DataFormatException {
        long[] dims = target.clone();
        String wanted = "Reshape to " + Arrays.toString(target).replace(Constant.BATCH + "", "batch");
        int batch = -1;
        for (int d = 0; d < dims.length; d++) {
            boolean copied = dims[d] == 0 && node.integer("allowzero", 0) == 0;
            if (copied && d >= in.rank()) throw mixed(node, in, wanted);
            if (dims[d] == Constant.BATCH || (copied && d == in.batchAxis())) {
                if (batch >= 0 || in.batchAxis() < 0) throw mixed(node, in, wanted);
                batch = d;
            } else if (copied) {
                dims[d] = in.dims()[d];
            } else if (dims[d] < -1) {
                throw mixed(node, in, wanted);
            }
        }
        if (in.batchAxis() >= 0 && batch < 0) {
            // A batch size that the exporter has made a constant, or what is left to be inferred.
            long first = dims.length == 0 ? 0 : dims[0];
            if (first != -1 && first != 1 && first != in.dims()[in.batchAxis()]) throw mixed(node, in, wanted);
            batch = 0;
        }
        if (batch >= 0) dims[batch] = in.dims()[in.batchAxis()];
        RowShape result = new RowShape(dims, batch);
        long features = in.features();
        for (int d = 0; d < dims.length && features != UNKNOWN; d++) {
            if (d == batch || dims[d] != -1) continue;
            dims[d] = 1;
            long others = result.features();
            dims[d] = others > 0 && features % others == 0 ? features / others : 0;
            break;
        }
        long after = result.features();
        boolean same = after == features || after == UNKNOWN || features == UNKNOWN;
        if (!same || !in.isBatchFirst() || !result.isBatchFirst()) throw mixed(node, in, wanted);
        return result;
    }

    private static RowShape squeeze(OnnxNode node, RowShape in, long @Nullable [] axes) throws DataFormatException {
        boolean[] drop = new boolean[in.rank()];
        if (axes == null) {
            for (int d = 0; d < drop.length; d++) drop[d] = d != in.batchAxis() && in.dims()[d] == 1;
        } else {
            for (long axis : axes) {
                int d = axis(node, axis, in.rank());
                if (d == in.batchAxis() || in.dims()[d] != 1) throw mixed(node, in, "Squeeze of axis " + axis);
                drop[d] = true;
            }
        }
        return in.without(drop);
    }

    private static RowShape unsqueeze(OnnxNode node, RowShape in, long @Nullable [] axes) throws DataFormatException {
        if (axes == null || axes.length > 8) throw node.wrong("1 to 8 axes", axes == null ? "none" : axes.length + "");
        int rank = in.rank() + axes.length;
        boolean[] added = new boolean[rank];
        for (long axis : axes) added[axis(node, axis, rank)] = true;
        long[] dims = new long[rank];
        int from = 0, batch = -1;
        for (int d = 0; d < rank; d++) {
            if (added[d] || from == in.rank()) {
                dims[d] = 1;
                continue;
            }
            if (from == in.batchAxis()) batch = d;
            dims[d] = in.dims()[from++];
        }
        if (from < in.rank()) throw node.wrong("different axes", Arrays.toString(axes));
        return new RowShape(dims, batch);
    }

    private static RowShape transpose(OnnxNode node, RowShape in) throws DataFormatException {
        int[] order = permutation(node, in.rank());
        long[] dims = new long[in.rank()];
        int batch = -1, before = -1;
        for (int d = 0; d < dims.length; d++) {
            int from = order[d];
            dims[d] = in.dims()[from];
            if (from == in.batchAxis()) {
                batch = d;
            } else if (dims[d] != 1) {
                if (from < before) throw mixed(node, in, "Transpose to the axes " + Arrays.toString(order));
                before = from;
            }
        }
        return new RowShape(dims, batch);
    }

    /** The order of the axes after a Transpose; reversed if the node doesn't say. */
    public static int[] permutation(OnnxNode node, int rank) throws DataFormatException {
        long[] given = node.integers("perm");
        int[] order = new int[rank];
        boolean[] seen = new boolean[rank];
        if (given != null && given.length != rank) {
            throw node.wrong("a permutation of %d axes".formatted(rank), given.length + " axes");
        }
        for (int d = 0; d < rank; d++) {
            order[d] = given == null ? rank - 1 - d : axis(node, given[d], rank);
            if (seen[order[d]]) throw node.wrong("a permutation", "axis %d twice".formatted(order[d]));
            seen[order[d]] = true;
        }
        return order;
    }

    private static DataFormatException mixed(OnnxNode node, RowShape in, String found) {
        return node.wrong("each sample of %s to keep its features in order".formatted(in), found);
    }
}
