package dev.nn.examples.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written.
 *
 * @param delimiter between the values of a line; 0 to find out
 * @param header whether the first line has the columns' names; without, they are called column_1, column_2 …
 * @param decimalComma whether numbers have a comma instead of a point
 * @param charset of a file that doesn't begin with a byte order mark
 */
record CsvFormat(char delimiter, boolean header, boolean decimalComma, Charset charset) {
    /** The delimiter is found out, there is a header, numbers have points, the text is UTF-8. */
    static final CsvFormat DEFAULT = new CsvFormat('\0', true, false, StandardCharsets.UTF_8);
}
