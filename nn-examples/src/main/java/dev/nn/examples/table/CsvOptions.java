package dev.nn.examples.table;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import picocli.CommandLine.Option;

/** The options that say how CSV files are written. */
final class CsvOptions {
    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Between the values of a line: , ; | or tab (default: found out).")
    private String delimiter = "";

    @Option(
            names = "--no-header",
            description = "The first line has values; columns are called column_1, column_2 and so on.")
    private boolean noHeader;

    @Option(names = "--decimal-comma", description = "Numbers have a comma for a point: 3,14.")
    private boolean decimalComma;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "Of files without a byte order mark (default: ${DEFAULT-VALUE}).")
    private String charset = "UTF-8";

    /** The format. Throws {@link IllegalArgumentException} if the options make no sense. */
    CsvFormat format() {
        return new CsvFormat(delimiter(), !noHeader, decimalComma, charset());
    }

    private char delimiter() {
        return switch (delimiter) {
            case "" -> '\0';
            case "tab", "\\t", "\t" -> '\t';
            case "comma" -> ',';
            case "semicolon" -> ';';
            default -> {
                char only = delimiter.charAt(0);
                if (delimiter.length() > 1 || only == '"' || Character.isLetterOrDigit(only) || only < ' ') {
                    throw new IllegalArgumentException(
                            "the delimiter must be one character such as , ; | or tab, not '" + delimiter + "'");
                }
                yield only;
            }
        };
    }

    private Charset charset() {
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("unknown charset '%s'".formatted(charset), e);
        }
    }
}
