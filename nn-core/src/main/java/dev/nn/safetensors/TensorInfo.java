package dev.nn.safetensors;

import dev.nn.text.Printable;
import java.util.List;

/**
 * What a file's header says about a tensor, checked against the file.
 *
 * @param name unique in its file
 * @param type of its values
 * @param shape the dimensions, the slowest first; empty for a single number
 * @param count number of values: the product of the shape
 * @param offset of the first byte, from the start of the file
 * @param bytes that the values occupy
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long count, long offset, long bytes) {
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Whether it has just this shape. */
    public boolean hasShape(long... dimensions) {
        if (dimensions.length != shape.size()) return false;
        for (int d = 0; d < dimensions.length; d++) if (shape.get(d) != dimensions[d]) return false;
        return true;
    }

    /** One line, for instance {@code 0.weight F32 [256, 784]}. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(Printable.shortened(name, 100), type, shape);
    }
}
