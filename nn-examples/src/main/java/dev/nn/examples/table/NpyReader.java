package dev.nn.examples.table;

import dev.nn.data.DataFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The reader of {@code .npy}, the file of one NumPy array, in its versions 1 to 3.
 *
 * <pre>
 * offset  bytes
 * 0       6       0x93 NUMPY
 * 6       2       version: major, minor
 * 8       2 or 4  h, length of the header, little-endian; 2 bytes in version 1
 * …       h       the header, a Python dictionary: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }
 * …       …       the values
 * </pre>
 *
 * <p>numpy.lib.format. A header is believed only as far as data arrives: memory grows with what has been read, not with
 * what was announced.
 */
final class NpyReader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** The longest header that is read; NumPy's own have some hundred bytes. */
    private static final int LONGEST_HEADER = 1 << 16;

    /** The most values that are read, 2³⁰. */
    private static final long LIMIT = 1L << 30;

    private static final int CHUNK = 1 << 16;

    private final String name;
    private final InputStream in;
    private long offset;

    private NpyReader(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /**
     * Reads a file of numbers or truth values.
     *
     * @throws DataFormatException if it isn't one, saying where and why
     */
    static NpyArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            return read(file.toString(), in);
        }
    }

    /** The same for a stream, which the caller closes. */
    static NpyArray read(String name, InputStream in) throws IOException {
        return new NpyReader(name, in).read();
    }

    private NpyArray read() throws IOException {
        byte[] start = take(MAGIC.length + 2, "header");
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw wrong("not a NumPy array", 0, "0x93 NUMPY", "other bytes");
        }
        int major = start[MAGIC.length];
        if (major < 1 || major > 3) throw wrong("version", MAGIC.length, "1 to 3", major + "");
        long lengthAt = offset;
        long length = major == 1
                ? Short.toUnsignedInt(little(Short.BYTES).getShort())
                : Integer.toUnsignedLong(little(Integer.BYTES).getInt());
        if (length > LONGEST_HEADER) {
            throw wrong("header", lengthAt, "at most %d bytes".formatted(LONGEST_HEADER), length + "");
        }
        long headerAt = offset;
        String text = new String(take((int) length, "header"), StandardCharsets.UTF_8);
        NpyHeader header = NpyHeader.parse(text);
        NpyType type = header == null ? null : NpyType.of(header.description());
        if (header == null || type == null) {
            String expected = "an array of " + NpyType.known();
            throw wrong("header", headerAt, expected, quote(header == null ? text : header.description()));
        }
        long count = 1;
        for (int size : header.shape()) count = Math.min(count * size, LIMIT + 1);
        if (count > LIMIT) throw wrong("shape", headerAt, "at most %d values".formatted(LIMIT), header + "");
        return array(header, values(type, (int) count));
    }

    private NpyArray array(NpyHeader header, float[] values) throws DataFormatException {
        int[] shape = header.shape();
        if (shape.length == 0) throw wrong("shape", 0, "at least one dimension", "a single value");
        int rows = shape[0], columns = rows == 0 ? columns(shape) : values.length / rows;
        boolean turned = header.fortran() && shape.length > 1 && values.length > 0;
        return new NpyArray(shape, rows, columns, turned ? rowMajor(shape, values) : values);
    }

    /** Values of a row of an array without rows. */
    private static int columns(int[] shape) {
        long columns = 1;
        for (int d = 1; d < shape.length; d++) columns = Math.min(Integer.MAX_VALUE, columns * shape[d]);
        return (int) columns;
    }

    /** The values of Fortran's order, in which the first index runs fastest, with the last running fastest. */
    private static float[] rowMajor(int[] shape, float[] fortran) {
        float[] values = new float[fortran.length];
        int[] index = new int[shape.length];
        int[] stride = new int[shape.length];
        stride[0] = 1;
        for (int d = 1; d < shape.length; d++) stride[d] = stride[d - 1] * shape[d - 1];
        int from = 0;
        for (int to = 0; to < values.length; to++) {
            values[to] = fortran[from];
            for (int d = shape.length - 1; d >= 0; d--) {
                from += stride[d];
                if (++index[d] < shape[d]) break;
                from -= stride[d] * shape[d];
                index[d] = 0;
            }
        }
        return values;
    }

    private float[] values(NpyType type, int count) throws IOException {
        float[] values = new float[Math.min(count, CHUNK)];
        int perChunk = CHUNK / type.bytes();
        for (int from = 0; from < count; from += perChunk) {
            int size = Math.min(perChunk, count - from);
            ByteBuffer data =
                    ByteBuffer.wrap(take(size * type.bytes(), "values")).order(type.order());
            if (from + size > values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, Math.max(from + size, 2L * values.length)));
            }
            for (int i = 0; i < size; i++) values[from + i] = type.value(data, i * type.bytes());
        }
        if (in.read() >= 0) throw wrong("trailing data", offset, "the end of the file", "more");
        return values;
    }

    private ByteBuffer little(int count) throws IOException {
        return ByteBuffer.wrap(take(count, "header")).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] take(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            String expected = (count - bytes.length) + " more bytes";
            throw wrong("truncated " + what, offset + bytes.length, expected, "the end of the file");
        }
        offset += count;
        return bytes;
    }

    private static String quote(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}", " ");
        return "'" + (line.length() > 100 ? line.substring(0, 100) + "…" : line) + "'";
    }

    private DataFormatException wrong(String problem, long at, String expected, String found) {
        return new DataFormatException(name, problem, at, expected, found);
    }
}
