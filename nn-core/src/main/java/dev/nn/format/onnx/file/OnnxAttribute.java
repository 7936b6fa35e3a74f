package dev.nn.format.onnx.file;

import org.jspecify.annotations.Nullable;

/**
 * An attribute of a node, of one of these kinds.
 *
 * @param name of the attribute
 * @param number the float or the integer; NaN if it is neither
 * @param integer the integer, 0 if it isn't one
 * @param text the string
 * @param tensor the tensor
 * @param floats the list of floats
 * @param integers the list of integers; null if it is something else
 */
public record OnnxAttribute(
        String name,
        double number,
        long integer,
        @Nullable String text,
        @Nullable OnnxTensor tensor,
        float[] floats,
        long @Nullable [] integers) {}
