package dev.nn.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown, line by line. */
final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    MarkdownTable(String... header) {
        columns = header.length;
        add(header);
        add(Collections.nCopies(columns, "---").toArray(String[]::new));
    }

    /** Adds a row with as many cells as the header has. */
    void add(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row of " + columns + " cells is wanted, not " + cells.length);
        }
        StringBuilder line = new StringBuilder("|");
        for (String cell : cells)
            line.append(' ').append(cell.replace("|", "\\|")).append(" |");
        lines.add(line.toString());
    }

    List<String> lines() {
        return Collections.unmodifiableList(lines);
    }
}
