package dev.nn.network;

import dev.nn.data.DataFormatException;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.TensorInfo;
import java.util.Arrays;

/**
 * The demand that what a file holds of a network are numbers: a network with one NaN or infinity among its weights
 * answers NaN, or nonsense, without a word.
 */
final class FiniteValues {
    private FiniteValues() {}

    /**
     * Values that were read from a file.
     *
     * @param tensor that they come from
     * @throws DataFormatException if one is NaN or infinite, saying which
     */
    static float[] read(float[] values, SafetensorsFile file, TensorInfo tensor) throws DataFormatException {
        int wrong = firstOther(values);
        if (wrong < 0) return values;
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        throw new DataFormatException(
                file.name(),
                "values of tensor '%s'".formatted(tensor.name()),
                tensor.offset(),
                "finite numbers",
                "%s at %s (SafetensorsFile.floats reads any values)".formatted(values[wrong], place(wrong, shape)));
    }

    /**
     * Values that are to be written.
     *
     * @param tensor its name
     * @throws IllegalArgumentException if one is NaN or infinite, saying which
     */
    static float[] write(float[] values, String tensor, long... shape) {
        int wrong = firstOther(values);
        if (wrong < 0) return values;
        throw new IllegalArgumentException(
                "tensor '%s': expected finite numbers, found %s at %s (SafetensorsWriter.add writes any values)"
                        .formatted(tensor, values[wrong], place(wrong, shape)));
    }

    private static int firstOther(float[] values) {
        for (int i = 0; i < values.length; i++) if (!Float.isFinite(values[i])) return i;
        return -1;
    }

    /** The index of a value in each dimension. */
    private static String place(int index, long... shape) {
        long[] place = new long[shape.length];
        long rest = index;
        for (int d = shape.length - 1; d >= 0; d--) {
            place[d] = rest % shape[d];
            rest /= shape[d];
        }
        return Arrays.toString(place);
    }
}
