package dev.nn.examples.table;

import dev.nn.table.CellRules;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written.
 *
 * @param delimiter between the values of a line; 0 to find out
 * @param header whether the first line has the columns' names; without, they are called column_1, column_2 …
 * @param comment the character that begins lines which are no rows; 0 for none
 * @param cells how cells are read
 * @param charset of a file that doesn't begin with a byte order mark
 */
record CsvFormat(char delimiter, boolean header, char comment, CellRules cells, Charset charset) {
    /** The delimiter is found out, there is a header, there are no comments, the text is UTF-8. */
    static final CsvFormat DEFAULT = new CsvFormat('\0', true, '\0', CellRules.DEFAULT, StandardCharsets.UTF_8);
}
