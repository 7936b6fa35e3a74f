package dev.nn.json;

import java.io.Serial;

/** A text that isn't JSON, or more of it than is read; readers of files turn it into an exception that names the file. */
public final class JsonException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int offset;
    private final String expected;
    private final String found;

    JsonException(int offset, String expected, String found) {
        super("JSON: at character %d: expected %s, found %s".formatted(offset, expected, found));
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    /** Index of the offending character. */
    public int offset() {
        return offset;
    }

    /** What should stand there. */
    public String expected() {
        return expected;
    }

    /** What stands there. */
    public String found() {
        return found;
    }
}
