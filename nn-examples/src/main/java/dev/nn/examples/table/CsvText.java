package dev.nn.examples.table;

import dev.nn.table.TableException;
import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.zip.GZIPInputStream;

/** The text of a file: unpacked, decoded by what its first bytes tell, and refused where it isn't text. */
final class CsvText extends FilterReader {
    private static final int BUFFER = 1 << 16;

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
     * Opens the text, unpacking it first if it is compressed by gzip. Bytes that mean nothing in its charset give a
     * {@link java.nio.charset.MalformedInputException}.
     *
     * @param name what messages call the file
     * @param charset where its first bytes don't tell
     * @throws TableException if it is no text, but a file of another well-known kind
     */
    static CsvText open(String name, InputStream file, Charset charset) throws IOException {
        InputStream in = new BufferedInputStream(file, BUFFER);
        byte[] start = start(in);
        if (FileKind.begins(start, "\u001f\u008b")) {
            in = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
            start = start(in);
        }
        refuseOthers(name, start);
        Encoding encoding = Encoding.of(start, start.length, charset);
        in.skipNBytes(encoding.mark());
        Reader reader = new InputStreamReader(
                in,
                encoding.charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return new CsvText(reader);
    }

    private static byte[] start(InputStream in) throws IOException {
        in.mark(Encoding.SAMPLE);
        byte[] start = in.readNBytes(Encoding.SAMPLE);
        in.reset();
        return start;
    }

    private static void refuseOthers(String name, byte[] start) {
        for (FileKind kind : FileKind.values()) {
            if (!kind.begins(start)) continue;
            throw new TableException("%s: %s".formatted(name, kind.description()));
        }
    }
}
