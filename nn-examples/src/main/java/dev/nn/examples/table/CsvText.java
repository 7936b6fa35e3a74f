package dev.nn.examples.table;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a file: decoded by its byte order mark if it has one, and refused where it isn't text. */
final class CsvText extends FilterReader {
    private static final int LONGEST_MARK = 3;

    private boolean paired = true;
    private int last = -1;

    private CsvText(Reader text) {
        super(text);
    }

    /** Whether an even number of quotes has been read so far. */
    boolean quotesArePaired() {
        return paired;
    }

    /** The last character that has been read; −1 before the first. */
    int last() {
        return last;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        paired ^= c == '"';
        if (c >= 0) last = c;
        return c;
    }

    @Override
    public int read(char[] to, int from, int length) throws IOException {
        int count = super.read(to, from, length), quotes = 0;
        for (int i = from; i < from + count; i++) quotes += to[i] == '"' ? 1 : 0;
        paired ^= quotes % 2 == 1;
        if (count > 0) last = to[from + count - 1];
        return count;
    }

    /**
     * Opens the text. Bytes that mean nothing in its charset give a {@link java.nio.charset.MalformedInputException}.
     *
     * @param charset where there is no mark
     */
    static CsvText open(InputStream file, Charset charset) throws IOException {
        InputStream in = new BufferedInputStream(file, 1 << 16);
        in.mark(LONGEST_MARK);
        int first = in.read(), second = in.read(), third = in.read();
        in.reset();
        Charset found = charset;
        int mark = 0;
        if (first == 0xef && second == 0xbb && third == 0xbf) {
            found = StandardCharsets.UTF_8;
            mark = 3;
        } else if (first == 0xfe && second == 0xff) {
            found = StandardCharsets.UTF_16BE;
            mark = 2;
        } else if (first == 0xff && second == 0xfe) {
            found = StandardCharsets.UTF_16LE;
            mark = 2;
        }
        in.skipNBytes(mark);
        Reader reader = new InputStreamReader(
                in,
                found.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return new CsvText(reader);
    }
}
