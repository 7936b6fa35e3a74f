package dev.nn.examples.table;

import dev.nn.table.CellRules;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--missing-values",
            paramLabel = "TEXT",
            split = ",",
            description =
                    "Texts that stand for no value, besides the usual ones: unknown,.,-,-999; in double quotes if it"
                            + " has a comma.")
    private Set<String> missing = Set.of();

    @Option(
            names = "--decimal-comma",
            negatable = true,
            paramLabel = "BOOLEAN",
            description =
                    "Numbers have a comma for a point, 3,14, or have none (default: each column tells, or the model).")
    private @Nullable Boolean decimalComma;

    @Option(
            names = "--thousands",
            paramLabel = "CHAR",
            description = "Between thousands: , . ' or space (default: each column tells).")
    private String thousands = "";

    @Option(
            names = "--optional-unit",
            description = "Numbers without unit have that of their column: 14 beside 12 kg is 14 kg.")
    private boolean optionalUnit;

    @Option(names = "--comment", paramLabel = "CHAR", description = "Lines that begin with it are no rows, such as #.")
    private String comment = "";

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "Of files without a byte order mark (default: ${DEFAULT-VALUE}).")
    private String charset = "UTF-8";

    /** The format. Throws {@link IllegalArgumentException} if the options make no sense. */
    CsvFormat format() {
        char decimal = decimalComma == null ? CellRules.FOUND_OUT : decimalComma ? ',' : '.';
        CellRules cells = new CellRules(
                missing.stream().map(CsvOptions::unquoted).collect(Collectors.toSet()),
                decimal,
                thousands(),
                optionalUnit);
        return new CsvFormat(delimiter(), !noHeader, comment(), cells, charset());
    }

    /** The text between double quotes, which let it have a comma. */
    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
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

    private char thousands() {
        return switch (thousands) {
            case "" -> CellRules.FOUND_OUT;
            case "comma" -> ',';
            case "point" -> '.';
            case "space" -> ' ';
            default -> {
                if (thousands.length() == 1) yield thousands.charAt(0);
                throw new IllegalArgumentException(
                        "the mark between thousands must be , . ' or space, not '" + thousands + "'");
            }
        };
    }

    private char comment() {
        if (comment.isEmpty()) return '\0';
        char only = comment.charAt(0);
        if (comment.length() == 1 && only > ' ' && only != '"') return only;
        throw new IllegalArgumentException("comments must begin with one character such as #, not '" + comment + "'");
    }

    private Charset charset() {
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("unknown charset '%s'".formatted(charset), e);
        }
    }
}
