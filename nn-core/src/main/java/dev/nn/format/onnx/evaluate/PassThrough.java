package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;

/** The operators that leave numbers as they are: Identity, Dropout as in use, and casts to floats. */
public final class PassThrough {
    private PassThrough() {}

    /** Whether a node is one of them; a {@link Casts cast} to another type is none. */
    public static boolean is(OnnxNode node) {
        return node.is("Identity", "Dropout", "Cast", "CastLike");
    }

    /**
     * Checks that a node really changes nothing, as far as its attributes say.
     *
     * @param training the constant input training_mode, or null
     */
    static void check(OnnxNode node, dev.nn.format.onnx.file.@org.jspecify.annotations.Nullable Constant training)
            throws DataFormatException {
        boolean random = node.is("Dropout")
                && node.has(2)
                && (training == null || training.count() != 1 || training.value(0) != 0);
        if (random) throw node.wrong("dropout as in use", "dropout as in training, which is random");
    }
}
