package dev.nn.format.onnx.evaluate;

import dev.nn.format.onnx.file.Constant;
import java.util.List;

/** Constants made of the elements of others. */
public final class Gathering {
    private Gathering() {}

    /** Elements of a tensor of that shape, which is known to fit an int. */
    public static int count(int[] shape) {
        int count = 1;
        for (int size : shape) count *= size;
        return count;
    }

    /** A tensor of that shape whose element at (i, j, …) is the one at i · stride[0] + j · stride[1] + …. */
    public static Constant strided(Constant in, int[] shape, int[] stride) {
        int[] places = new int[count(shape)];
        int[] at = new int[shape.length];
        int place = 0;
        for (int e = 0; e < places.length; e++) {
            places[e] = place;
            for (int d = shape.length - 1; d >= 0; d--) {
                place += stride[d];
                if (++at[d] < shape[d]) break;
                place -= stride[d] * shape[d];
                at[d] = 0;
            }
        }
        return chosen(in, shape, places);
    }

    /** A constant repeated to a shape that it broadcasts to. */
    public static Constant broadcast(Constant in, int[] shape) {
        int[] stride = new int[shape.length];
        int step = 1;
        for (int d = in.rank() - 1; d >= 0; d--) {
            if (in.shape()[d] != 1) stride[shape.length - in.rank() + d] = step;
            step *= in.shape()[d];
        }
        return strided(in, shape, stride);
    }

    /** The elements at some places. */
    public static Constant chosen(Constant in, int[] shape, int[] places) {
        if (in.isInteger()) {
            long[] values = new long[places.length];
            for (int i = 0; i < values.length; i++) values[i] = in.integer(places[i]);
            return Constant.ofType(shape, in.type(), values);
        }
        float[] from = in.toFloats();
        float[] values = new float[places.length];
        for (int i = 0; i < values.length; i++) values[i] = from[places[i]];
        return Constant.of(shape, values);
    }

    /** The parts of a constant at some places along an axis. */
    static Constant along(Constant in, int axis, int[] places) {
        int[] shape = in.shape().clone();
        shape[axis] = places.length;
        int inner = 1;
        for (int d = axis + 1; d < shape.length; d++) inner *= shape[d];
        int[] from = new int[count(shape)];
        for (int e = 0; e < from.length; e++) {
            int outer = e / (inner * places.length), place = places[e / inner % places.length];
            from[e] = (outer * in.shape()[axis] + place) * inner + e % inner;
        }
        return chosen(in, shape, from);
    }

    /** Constants of one type, one behind the other along an axis. */
    static Constant joined(List<Constant> parts, int axis) {
        int[] shape = parts.getFirst().shape().clone();
        int inner = 1, outer = 1;
        for (int d = 0; d < shape.length; d++) {
            if (d < axis) outer *= shape[d];
            if (d > axis) inner *= shape[d];
        }
        shape[axis] = parts.stream().mapToInt(part -> part.shape()[axis]).sum();
        boolean integers = parts.getFirst().isInteger();
        float[] floats = new float[integers ? 0 : count(shape)];
        long[] whole = new long[integers ? count(shape) : 0];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (Constant part : parts) {
                int block = part.shape()[axis] * inner;
                for (int e = 0; e < block; e++, at++) {
                    if (integers) whole[at] = part.integer(o * block + e);
                    else floats[at] = (float) part.value(o * block + e);
                }
            }
        }
        return integers ? Constant.ofType(shape, parts.getFirst().type(), whole) : Constant.of(shape, floats);
    }
}
