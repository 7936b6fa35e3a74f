package dev.nn.network;

import dev.nn.guard.Memory;
import dev.nn.kernel.Affine;
import dev.nn.kernel.WeightLayout;

/**
 * The places of a network's parameters in their one array: first counted for all layers, then taken in the same order. What
 * training updates comes first, then what layers remember.
 */
final class Places {
    /** Every layer's weights and biases start at a multiple of this many floats, a cache line. */
    private static final int ALIGNMENT = 16;

    private static final String REMEDY = "make its layers smaller";

    private long values;
    private long trained;
    private long state;
    private float[] array = new float[0];
    private int next;
    private int nextState;

    /** So many floats in whole cache lines. */
    static long align(int floats) {
        return ((long) floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Counts weights and biases. */
    void count(WeightLayout layout) {
        values += (long) layout.in() * layout.out() + layout.out();
        trained += align(layout.size()) + align(layout.biasSize());
    }

    /** Counts parameters without a layout. */
    void count(int floats) {
        values += floats;
        trained += align(floats);
    }

    /** Counts what isn't trained. */
    void countState(int floats) {
        values += floats;
        state += align(floats);
    }

    /** What has been counted, without the room between. */
    long values() {
        return values;
    }

    /**
     * Makes the array for all that has been counted.
     *
     * @throws IllegalArgumentException if it needs more memory than an array holds, or than the JVM may use
     */
    void allocate() {
        long size = trained + state;
        if (size > Memory.LARGEST_ARRAY) {
            throw new IllegalArgumentException(Memory.tooLong(size, "the parameters of all layers together"));
        }
        long bytes = size * Float.BYTES;
        if (bytes > Runtime.getRuntime().maxMemory()) Memory.requireHeap(bytes, what(size), REMEDY);
        try {
            array = new float[(int) size];
        } catch (OutOfMemoryError e) {
            throw Memory.exhausted(bytes, what(size), REMEDY, e);
        }
        nextState = (int) trained;
    }

    private static String what(long size) {
        return "a network of " + size + " parameters";
    }

    /** The next weights and biases. */
    Affine take(WeightLayout layout) {
        int bias = next + (int) align(layout.size());
        Affine affine = new Affine(layout, array, next, bias);
        next = bias + (int) align(layout.biasSize());
        return affine;
    }

    /** Where the next parameters without a layout begin. */
    int take(int floats) {
        int place = next;
        next += (int) align(floats);
        return place;
    }

    /** Where the next floats begin that aren't trained. */
    int takeState(int floats) {
        int place = nextState;
        nextState += (int) align(floats);
        return place;
    }

    float[] array() {
        return array;
    }

    /** Floats of the array, from its start, that training updates. */
    int trained() {
        return (int) trained;
    }
}
