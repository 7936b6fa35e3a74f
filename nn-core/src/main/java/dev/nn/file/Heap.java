package dev.nn.file;

import dev.nn.data.DataFormatException;

/** The heap as the limit of what can be read: a model that doesn't fit is refused, instead of ending the program. */
public final class Heap {
    private Heap() {}

    /**
     * Refuses a file of which so much would have to be in the heap at once that it can't be.
     *
     * @throws DataFormatException naming the file, its size and the heap's
     */
    public static void require(String name, long bytes) throws DataFormatException {
        if (bytes > Runtime.getRuntime().maxMemory()) throw tooSmall(name, bytes + " bytes");
    }

    /** The exception for a model that turned out not to fit. */
    public static DataFormatException tooSmall(String name, OutOfMemoryError cause) {
        DataFormatException tooSmall = tooSmall(name, "more");
        tooSmall.initCause(cause);
        return tooSmall;
    }

    private static DataFormatException tooSmall(String name, String found) {
        return new DataFormatException(
                name,
                "size of the model",
                0,
                "what fits into the heap of %d bytes (-Xmx gives more)"
                        .formatted(Runtime.getRuntime().maxMemory()),
                found);
    }
}
