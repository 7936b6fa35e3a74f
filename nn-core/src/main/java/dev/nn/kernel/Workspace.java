package dev.nn.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Scratch memory that one thread lends to kernels for the duration of a call.
 *
 * <p>Kernels own no memory. Whoever plans the work makes one workspace per thread and {@link #reserve reserves} once,
 * for every operation it is going to call, what {@link PredictKernels#scratch} asks for; after that no call allocates.
 * A workspace must not be used by two threads at the same time. Its content means nothing between calls.
 */
public final class Workspace {
    private float[] scratch = new float[0];
    private Object[] kept = new Object[0];

    /** Makes room for at least {@code floats} floats; to be called when plans are made, not on the hot path. */
    public Workspace reserve(int floats) {
        if (scratch.length < floats) scratch = new float[floats];
        return this;
    }

    /** {@linkplain PredictKernels#prepare Prepares} kernels for these operations and makes room for each. */
    public Workspace prepare(PredictKernels kernels, List<Operation> operations) {
        for (Operation operation : operations) reserve(kernels.prepare(operation));
        return this;
    }

    /**
     * The object of this class that kernels keep here from call to call, such as the operands that they hand to each other;
     * the first call that asks for one makes it.
     */
    public <T> T kept(Class<T> type, Supplier<T> first) {
        for (Object object : kept) {
            if (object.getClass() == type) return type.cast(object);
        }
        T made = first.get();
        kept = Arrays.copyOf(kept, kept.length + 1);
        kept[kept.length - 1] = made;
        return made;
    }

    /** The scratch array itself. */
    public float[] scratch() {
        return scratch;
    }
}
