package dev.nn.table;

import dev.nn.text.Printable;
import java.io.Serial;

/** Data that a table or its model can't use; the message names the source, the line or row, and the column. */
public final class TableException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, where, and what was expected */
    public TableException(String message) {
        super(Printable.line(message));
    }

    /** An exception about a column: {@code column '<column>': <problem>}. */
    static TableException column(String column, String problem) {
        return new TableException("column '%s': %s".formatted(column, problem));
    }

    /** The same, with the place in front: {@code <place>, <message>}. */
    public TableException at(String place) {
        TableException placed = new TableException(place + ", " + getMessage());
        placed.initCause(this);
        return placed;
    }
}
