package dev.nn.format.onnx.file;

import org.jspecify.annotations.Nullable;

/**
 * An attribute of a node, of one of these kinds.
 *
 * @param name of the attribute
 * @param isNumber whether it is a float or an integer
 * @param number the float or the integer; NaN if it is neither
 * @param integer the integer, 0 if it isn't one
 * @param text the string
 * @param tensor the tensor
 * @param floats the list of floats
 * @param integers the list of integers; null if it is something else
 * @param reference inside a function, the attribute of its caller that stands for this one; else empty
 */
public record OnnxAttribute(
        String name,
        boolean isNumber,
        double number,
        long integer,
        @Nullable String text,
        @Nullable OnnxTensor tensor,
        float[] floats,
        long @Nullable [] integers,
        String reference) {
    /** An integer. */
    public static OnnxAttribute of(String name, long integer) {
        return new OnnxAttribute(name, true, integer, integer, null, null, new float[0], null, "");
    }

    /** A list of integers. */
    public static OnnxAttribute of(String name, long... integers) {
        return new OnnxAttribute(name, false, Double.NaN, 0, null, null, new float[0], integers, "");
    }

    /** The same value under another name. */
    OnnxAttribute named(String newName) {
        return new OnnxAttribute(newName, isNumber, number, integer, text, tensor, floats, integers, "");
    }
}
