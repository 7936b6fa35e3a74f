package dev.nn.format.onnx.file;

import org.jspecify.annotations.Nullable;

/**
 * A ValueInfoProto: what the file says about an input or output of the graph.
 *
 * @param name of the tensor
 * @param type element type of the tensor, 0 if the file doesn't say or it is no tensor
 * @param isTensor false for sequences and maps
 * @param dims the dimensions, −1 for those that vary; null if the file doesn't say
 */
public record OnnxValue(String name, int type, boolean isTensor, long @Nullable [] dims) {
    /** A dimension that varies. */
    public static final long UNKNOWN = -1;
}
