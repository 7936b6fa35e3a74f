package dev.nn.format.onnx.evaluate;

import dev.nn.format.onnx.file.OnnxTensor;
import dev.nn.kernel.Precision;

/** Floats rounded to a shorter type, as a cast to it does. */
final class Rounding {
    private Rounding() {}

    /** The values themselves for a type that holds them. */
    static float[] to(int type, float[] values) {
        if (type != OnnxTensor.FLOAT16 && type != OnnxTensor.BFLOAT16) return values;
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = type == OnnxTensor.FLOAT16
                    ? Float.float16ToFloat(Float.floatToFloat16(values[i]))
                    : Precision.BF16.round(values[i]);
        }
        return rounded;
    }
}
