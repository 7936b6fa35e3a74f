package dev.nn.bench.peers;

import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Output;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/** A layer's operands and room for its results outside the heap, on cache lines, as native libraries want them. */
final class NativeOperands implements AutoCloseable {
    private static final int LINE = 16; // floats

    final DenseShape shape;
    final FloatPointer x;
    final FloatPointer w;
    final FloatPointer b;
    final FloatPointer dz;
    final FloatPointer y;
    final FloatPointer dw;
    final FloatPointer dx;
    private final List<FloatPointer> blocks = new ArrayList<>();

    NativeOperands(LayerOperands operands) {
        shape = operands.shape();
        x = aligned(operands.x());
        w = aligned(operands.w());
        b = aligned(operands.b());
        dz = aligned(operands.dz());
        y = aligned(new float[shape.batch() * shape.out()]);
        dw = aligned(new float[shape.in() * shape.out()]);
        dx = aligned(new float[shape.batch() * shape.in()]);
    }

    /** A copy that starts on a cache line. */
    private FloatPointer aligned(float[] values) {
        FloatPointer block = new FloatPointer(values.length + (long) LINE);
        blocks.add(block);
        long bytes = LINE * Float.BYTES, skip = (bytes - block.address() % bytes) % bytes / Float.BYTES;
        // A pointer of its own: where a library takes any pointer, JavaCPP counts its position in bytes.
        return block.getPointer(skip).put(values);
    }

    /** Copies a result. */
    float[] read(Output output) {
        FloatPointer memory = switch (output) {
            case PRODUCT, Y -> y;
            case DW -> dw;
            case DX -> dx;
            case DZ, DB -> throw new IllegalArgumentException("not computed: " + output);
        };
        int size = switch (output) {
            case DW -> shape.in() * shape.out();
            case DX -> shape.batch() * shape.in();
            default -> shape.batch() * shape.out();
        };
        float[] values = new float[size];
        memory.get(values);
        return values;
    }

    @Override
    public void close() {
        blocks.forEach(FloatPointer::close);
    }
}
