package dev.nn.guard;

import java.util.Locale;

/** The limits of memory: what one array holds, and what the JVM may use. Sizes are checked before they are allocated. */
public final class Memory {
    /** Elements of the largest array that every JVM allocates. */
    public static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Floats in a cache line, to which buffers are rounded. */
    private static final int LINE = 16;

    private Memory() {}

    /** Floats that rows take in a buffer, with what separates them ({@link dev.nn.kernel.Rows#allocate}). */
    public static long rows(long rows, long columns) {
        return rows * (((columns + LINE - 1) / LINE) | 1) * LINE;
    }

    /**
     * Checks that a number of elements fits into an array.
     *
     * @param what takes so many, as the message begins
     * @return the number
     * @throws IllegalArgumentException if it doesn't
     */
    public static int requireArray(long elements, String what) {
        if (elements >= 0 && elements <= LARGEST_ARRAY) return (int) elements;
        throw new IllegalArgumentException(tooLong(elements, what));
    }

    /** The message that an array would be too long. */
    public static String tooLong(long elements, String what) {
        return String.format(
                Locale.ROOT, "%s: %,d numbers, more than an array holds (%,d)", what, elements, LARGEST_ARRAY);
    }

    /**
     * Checks that memory of this size is not more than the JVM may ever use.
     *
     * @param what needs it, as the message begins
     * @param remedy how to need less
     * @throws IllegalArgumentException if it is
     */
    public static void requireHeap(long bytes, String what, String remedy) {
        if (bytes > Runtime.getRuntime().maxMemory()) throw new IllegalArgumentException(needs(bytes, what, remedy));
    }

    /** The error to throw in place of one that doesn't say what was too large. */
    public static OutOfMemoryError exhausted(long bytes, String what, String remedy, OutOfMemoryError cause) {
        OutOfMemoryError error = new OutOfMemoryError(needs(bytes, what, remedy));
        error.initCause(cause);
        return error;
    }

    private static String needs(long bytes, String what, String remedy) {
        return "%s needs %s of memory, the JVM may use %s in all: %s, or raise the limit (java -Xmx%s)"
                .formatted(what, size(bytes), size(Runtime.getRuntime().maxMemory()), remedy, heapFor(bytes));
    }

    /** Bytes in the unit that suits them. */
    public static String size(long bytes) {
        double megabytes = bytes / 1e6;
        if (megabytes < 1) return String.format(Locale.ROOT, "%,d bytes", bytes);
        return megabytes < 1000
                ? String.format(Locale.ROOT, "%.0f MB", megabytes)
                : String.format(Locale.ROOT, "%,.1f GB", megabytes / 1000);
    }

    /** The heap that leaves a fifth of it for the rest, as the JVM's option takes it. */
    private static String heapFor(long bytes) {
        return Math.max(1, (long) Math.ceil(bytes * 1.25 / (1 << 30))) + "g";
    }
}
