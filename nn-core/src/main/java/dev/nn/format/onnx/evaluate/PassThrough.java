package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;

/** The operators that leave numbers as they are: Identity, Dropout as in use, and casts between kinds of floats. */
public final class PassThrough {
    private PassThrough() {}

    public static boolean is(OnnxNode node) {
        return node.is("Identity", "Dropout", "Cast", "CastLike");
    }

    /** The shape, if the node really changes nothing. */
    public static RowShape checked(OnnxNode node, RowShape shape) throws DataFormatException {
        if (node.is("Cast") && !OnnxTensor.isFloating((int) node.integer("to", 0))) {
            throw node.wrong("a cast to floating-point numbers", "type " + node.integer("to", 0));
        }
        return shape;
    }
}
