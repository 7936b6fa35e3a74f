package dev.nn.examples.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.nn.table.TableBuilder;
import dev.nn.table.TableException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a CSV file, row by row: RFC 4180 with any delimiter and line end, quotes, a byte order mark. Empty lines
 * are skipped. Memory holds one row.
 */
final class CsvReader implements Closeable {
    /** Characters from which the delimiter is found out. */
    private static final int SAMPLE = 1 << 15;

    /** The most characters of one row. */
    private static final int LONGEST_ROW = 1 << 20;

    private static final String DELIMITER_LINE = "sep=";

    /** What DOS wrote behind a file's last line. */
    private static final String DOS_END = "\u001a";

    private final String name;
    private final CsvFormat format;
    private final CsvText source;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> columns;
    private @Nullable CsvRecord ahead;
    private long line;
    private int linesBefore;
    private boolean begun;

    /** Number of columns; 0 until the header has been read. */
    private int width;

    private CsvReader(String name, CsvText source, CsvFormat format) throws IOException {
        this.name = name;
        this.format = format;
        this.source = source;
        BufferedReader text = new BufferedReader(source, 1 << 16);
        char named = delimiterLine(text);
        char delimiter = format.delimiter() != 0 ? format.delimiter() : named != 0 ? named : sample(text, format);
        records = de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(LONGEST_ROW)
                .commentStrategy(format.comment() == 0 ? CommentStrategy.NONE : CommentStrategy.SKIP)
                .commentCharacter(format.comment() == 0 ? '#' : format.comment())
                .ofCsvRecord(text)
                .iterator();
        CsvRecord first = read();
        if (first == null) {
            throw new TableException(name + ": empty, " + (format.header() ? "a header line" : "rows") + " expected");
        }
        if (!format.header()) ahead = first;
        List<String> header = format.header()
                ? first.getFields()
                : IntStream.range(0, first.getFieldCount()).mapToObj(c -> "").toList();
        columns = TableBuilder.columns(name, header);
        width = columns.size();
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws TableException if there is none, or two columns have the same name
     */
    static CsvReader open(Path file, CsvFormat format) throws IOException {
        if (Files.isDirectory(file)) throw new TableException(file + ": a folder, a CSV file was expected");
        return open(file.toString(), Files.newInputStream(file), format);
    }

    /** The same for a stream, which is closed together with the reader. */
    static CsvReader open(String name, InputStream in, CsvFormat format) throws IOException {
        try {
            return new CsvReader(name, CsvText.open(name, in, format.charset()), format);
        } catch (CharacterCodingException e) {
            in.close();
            throw notText(name, 1, format);
        } catch (ZipException | EOFException e) {
            in.close();
            throw damaged(name, e);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reads the line {@code sep=;} with which Excel names the delimiter; 0 where there is none. */
    private char delimiterLine(BufferedReader text) throws IOException {
        text.mark(DELIMITER_LINE.length() + 3);
        char[] start = new char[DELIMITER_LINE.length() + 2];
        int length = text.read(start);
        boolean there = length == start.length
                && new String(start).toLowerCase(Locale.ROOT).startsWith(DELIMITER_LINE)
                && (start[length - 1] == '\r' || start[length - 1] == '\n');
        if (!there) {
            text.reset();
            return 0;
        }
        linesBefore = 1;
        if (start[length - 1] == '\r') {
            text.mark(1);
            if (text.read() != '\n') text.reset();
        }
        return start[length - 2];
    }

    private static char sample(BufferedReader text, CsvFormat format) throws IOException {
        char[] start = new char[SAMPLE];
        text.mark(SAMPLE);
        int length = Math.max(0, text.read(start, 0, SAMPLE));
        text.reset();
        return Delimiter.find(CharBuffer.wrap(start, 0, length), format.comment());
    }

    /** What messages call the file. */
    String name() {
        return name;
    }

    /** How the file is written. */
    CsvFormat format() {
        return format;
    }

    /** Names of the columns. */
    List<String> columns() {
        return columns;
    }

    /** The line on which the latest row began, from 1. */
    int line() {
        return Math.toIntExact(line);
    }

    /** The place of the latest row for a message. */
    String place() {
        return "%s, line %d".formatted(name, line);
    }

    /**
     * The next row's cells, one per column; null at the end of the file.
     *
     * @throws TableException if there are more or fewer, or quotes don't match, naming the line
     */
    String @Nullable [] next() throws IOException {
        CsvRecord record = ahead == null ? read() : ahead;
        ahead = null;
        if (record == null) return null;
        int count = record.getFieldCount();
        if (count != columns.size()) {
            throw new TableException("%s: %d value%s, but there %s %d column%s%s"
                    .formatted(
                            place(),
                            count,
                            count == 1 ? "" : "s",
                            columns.size() == 1 ? "is" : "are",
                            columns.size(),
                            columns.size() == 1 ? "" : "s",
                            hint(record)));
        }
        begun = true;
        String[] cells = new String[count];
        for (int c = 0; c < count; c++) cells[c] = record.getField(c);
        if (count > 1 && format.header() && isHeader(cells)) {
            throw new TableException(place() + ": the header stands there again; delete that line");
        }
        return cells;
    }

    /** Whether a row repeats the columns' names, as where files were put one behind the other. */
    private boolean isHeader(String[] cells) {
        for (int c = 0; c < cells.length; c++) if (!columns.get(c).equals(cells[c].strip())) return false;
        return true;
    }

    /** What helps where a comment is taken for a header or a row, or the header isn't like the first row. */
    private String hint(CsvRecord record) {
        for (String cell : new String[] {columns.getFirst(), record.getField(0)}) {
            boolean comment = format.comment() == 0 && (cell.startsWith("#") || cell.startsWith("%"));
            if (comment) return "; --comment '%s' skips lines that begin so".formatted(cell.charAt(0));
        }
        int more = record.getFieldCount() - columns.size();
        boolean unnamed = columns.getLast().equals("column_" + columns.size());
        if (!begun && format.header() && more == -1 && unnamed) {
            return "; the header ends with a delimiter, the row doesn't";
        }
        if (begun || !format.header() || more <= 0) return "";
        if (more == 1 && record.getField(columns.size()).isEmpty()) {
            return "; the row ends with a delimiter, the header doesn't";
        }
        if (columns.size() == 1) return "; the header must be the first line: is there a title above it?";
        return more == 1 ? "; does the header lack a name, as of row numbers in the first column?" : "";
    }

    private @Nullable CsvRecord read() throws IOException {
        try {
            CsvRecord record;
            do {
                if (!records.hasNext()) return null;
                record = records.next();
            } while (isBlankLine(record));
            line = record.getStartingLineNumber() + linesBefore;
            if (isNeverClosed(record)) {
                throw new TableException(place() + ": a quote is opened that is never closed");
            }
            return record;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) throw notText(name, line + 1, format);
            if (e.getCause() instanceof ZipException || e.getCause() instanceof EOFException) {
                throw damaged(name, e.getCause());
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof CharacterCodingException) throw notText(name, line + 1, format);
            if (e.getCause() instanceof ZipException zip) throw damaged(name, zip);
            if (e.getCause() instanceof EOFException end) throw damaged(name, end);
            if (e.getCause() instanceof IOException io) throw io;
            String problem =
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            TableException wrong =
                    new TableException("%s, after line %d: %s".formatted(name, line, said(String.valueOf(problem))));
            wrong.initCause(e);
            throw wrong;
        }
    }

    /** Whether this is a line of blanks, which in a column by itself may be a value. */
    private boolean isBlankLine(CsvRecord record) {
        boolean single = record.getFieldCount() == 1;
        String only = record.getField(0);
        return single && ((only.isBlank() && width != 1) || only.equals(DOS_END));
    }

    private static String said(String problem) {
        boolean quote = problem.startsWith("Unexpected character after closing quote");
        if (quote) return "not CSV: " + problem + "; a quote within quotes is written twice";
        if (!problem.contains("buffer size")) return "not CSV: " + problem;
        return String.format(
                Locale.ROOT,
                "a value has more than %,d characters; is a quote opened that is never closed?",
                LONGEST_ROW);
    }

    /** Whether this is the rest of the file, swallowed by a quote: a closed one would stand between value and end. */
    private boolean isNeverClosed(CsvRecord record) {
        String value = record.getField(record.getFieldCount() - 1);
        return value.indexOf('\n') >= 0
                && !source.quotesArePaired()
                && !records.hasNext()
                && value.charAt(value.length() - 1) == source.last();
    }

    private static TableException damaged(String name, IOException problem) {
        TableException damaged = new TableException(
                "%s: compressed by gzip, but damaged or cut off (%s)".formatted(name, problem.getMessage()));
        damaged.initCause(problem);
        return damaged;
    }

    private static TableException notText(String name, long line, CsvFormat format) {
        String hint = format.charset().equals(StandardCharsets.UTF_8)
                ? "; --charset windows-1252 reads what Windows writes in Western Europe, if this is CSV at all"
                : "; is it another charset, or not CSV at all?";
        return new TableException(
                "%s, line %d or later: not text in %s%s".formatted(name, line, format.charset(), hint));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
