package dev.nn.spark;

import java.io.Serial;

/** A row that can't be used; the message says why, but not which row it is. */
public final class BadRowException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the reason. */
    public BadRowException(String message) {
        super(message);
    }
}
