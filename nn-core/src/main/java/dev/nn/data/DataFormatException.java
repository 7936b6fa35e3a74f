package dev.nn.data;

import dev.nn.text.Printable;
import java.io.IOException;
import java.io.Serial;

/** A file or stream that doesn't hold what its format says; the message tells where, what was expected and found. */
public final class DataFormatException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * An exception with the message {@code <name>: <problem> at offset <offset>: expected <expected>, found <found>}, in
     * one line: a question mark stands for each character that doesn't print as itself.
     *
     * @param name of the file or stream
     * @param problem in a few words
     * @param offset of the offending byte, after decompression
     */
    public DataFormatException(String name, String problem, long offset, String expected, String found) {
        super(Printable.line(
                "%s: %s at offset %d: expected %s, found %s".formatted(name, problem, offset, expected, found)));
    }
}
