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
            return Constant.of(shape, values);
        }
        float[] from = in.toFloats();
        float[] values = new float[places.length];
        for (int i = 0; i < values.length; i++) values[i] = from[places[i]];
        return Constant.of(shape, values);
    }

    /** Constants of one dimension and one type, one behind the other. */
    public static Constant joined(List<Constant> parts) {
        int[] shape = {parts.stream().mapToInt(Constant::count).sum()};
        float[] floats = new float[shape[0]];
        long[] integers = new long[shape[0]];
        int at = 0;
        for (Constant part : parts) {
            for (int i = 0; i < part.count(); i++, at++) {
                floats[at] = (float) part.value(i);
                integers[at] = part.integer(i);
            }
        }
        return parts.getFirst().isInteger() ? Constant.of(shape, integers) : Constant.of(shape, floats);
    }

    /** Computed values, rounded to floats or cut to integers. */
    public static Constant of(int[] shape, double[] values, boolean integers) {
        float[] floats = new float[integers ? 0 : values.length];
        long[] whole = new long[integers ? values.length : 0];
        for (int i = 0; i < values.length; i++) {
            if (integers) whole[i] = (long) values[i];
            else floats[i] = (float) values[i];
        }
        return integers ? Constant.of(shape, whole) : Constant.of(shape, floats);
    }
}
