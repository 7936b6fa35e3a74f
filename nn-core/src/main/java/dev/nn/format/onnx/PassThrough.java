package dev.nn.format.onnx;

import dev.nn.data.DataFormatException;

/** The operators that leave numbers as they are: Identity, Dropout as in use, and casts between kinds of floats. */
final class PassThrough {
    private PassThrough() {}

    static boolean is(OnnxNode node) {
        return node.is("Identity", "Dropout", "Cast", "CastLike");
    }

    /** The shape, if the node really changes nothing. */
    static RowShape checked(OnnxNode node, RowShape shape) throws DataFormatException {
        if (node.is("Cast") && !OnnxTensor.isFloating((int) node.integer("to", 0))) {
            throw node.wrong("a cast to floating-point numbers", "type " + node.integer("to", 0));
        }
        return shape;
    }
}
