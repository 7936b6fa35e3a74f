package dev.nn.file;

import dev.nn.data.DataFormatException;
import dev.nn.text.Printable;
import java.util.Arrays;

/**
 * The demand that what a file holds of a network are numbers: a network with one NaN or infinity among its weights
 * answers NaN, or nonsense, without a word.
 */
public final class FiniteValues {
    private FiniteValues() {}

    /**
     * Passes on values that were read from a file.
     *
     * @param tensor that they come from
     * @param offset where it is in the file
     * @throws DataFormatException if one is NaN or infinite, saying which
     */
    public static float[] read(float[] values, String file, String tensor, long offset, long... shape)
            throws DataFormatException {
        int wrong = firstOther(values);
        if (wrong < 0) return values;
        throw new DataFormatException(
                file,
                "values of tensor '%s'".formatted(Printable.shortened(tensor, 100)),
                offset,
                "finite numbers",
                "%s at %s".formatted(values[wrong], place(wrong, shape)));
    }

    /**
     * Passes on values that are to be written.
     *
     * @throws IllegalArgumentException if one is NaN or infinite, saying which
     */
    public static float[] write(float[] values, String tensor, long... shape) {
        int wrong = firstOther(values);
        if (wrong < 0) return values;
        throw new IllegalArgumentException("tensor '%s': expected finite numbers, found %s at %s"
                .formatted(tensor, values[wrong], place(wrong, shape)));
    }

    /** The index of the first value that is NaN or infinite; −1 if there is none. */
    public static int firstOther(float[] values) {
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
