package dev.nn.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The reader of IDX, the format of MNIST: unsigned bytes in an array of any number of dimensions, plain or gzipped.
 *
 * <pre>
 * offset  bytes
 * 0       2       0
 * 2       1       type of the values: 0x08, unsigned byte, the only one read here
 * 3       1       d, number of dimensions
 * 4       4 · d   the dimensions, big-endian, the slowest first
 * 4+4d    …       the values, the last dimension running fastest; then the file ends
 * </pre>
 *
 * <p>LeCun, Cortes, Burges: The MNIST database of handwritten digits. A header is believed only as far as data arrives:
 * memory grows with what has been read, not with what was announced.
 */
public final class IdxReader {
    /** Offset of the first dimension. */
    static final int DIMENSIONS_AT = 4;

    /** The most values that are read, 2³⁰: twenty times the training images of MNIST. */
    private static final long LIMIT = 1L << 30;

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final String name;
    private InputStream in;
    private long offset;

    private IdxReader(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /**
     * Reads a file.
     *
     * @param dimensions how many it must have, at least 1
     * @throws DataFormatException if it isn't an IDX file of unsigned bytes with that many dimensions
     */
    public static Bytes read(Path file, int dimensions) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, dimensions);
        }
    }

    /**
     * Reads a stream to its end; the caller closes it.
     *
     * @param name what messages call it
     * @param dimensions how many it must have, at least 1
     * @throws DataFormatException if it isn't IDX of unsigned bytes with that many dimensions
     */
    public static Bytes read(String name, InputStream in, int dimensions) throws IOException {
        return new IdxReader(name, new Unclosable(in)).read(dimensions);
    }

    private Bytes read(int dimensions) throws IOException {
        try (InputStream unzipped = isZipped() ? new GZIPInputStream(in) : in) {
            in = unzipped;
            return readArray(dimensions);
        } catch (ZipException | EOFException e) {
            String found = e instanceof EOFException ? "the end of the file" : e.toString();
            DataFormatException damaged = wrong("damaged gzip", offset, "compressed data", found);
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** Whether gzip's magic number comes next. */
    private boolean isZipped() throws IOException {
        in.mark(2);
        boolean zipped = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return zipped;
    }

    private Bytes readArray(int dimensions) throws IOException {
        byte[] magic = take(DIMENSIONS_AT, "header");
        if (magic[0] != 0 || magic[1] != 0) {
            throw wrong("not IDX", 0, "0x0000", "0x%02x%02x".formatted(magic[0], magic[1]));
        }
        if (magic[2] != UNSIGNED_BYTE) throw wrong("type", 2, "0x08, unsigned byte", "0x%02x".formatted(magic[2]));
        int found = Byte.toUnsignedInt(magic[3]);
        if (found != dimensions) throw wrong("number of dimensions", 3, dimensions + "", found + "");
        int[] shape = new int[dimensions];
        long count = 1;
        for (int d = 0; d < dimensions; d++) {
            long at = offset;
            long size = Integer.toUnsignedLong(
                    ByteBuffer.wrap(take(Integer.BYTES, "dimension")).getInt());
            // Only the first may be 0: no rows are an empty data set, rows of nothing are not.
            long least = d == 0 ? 0 : 1;
            if (size < least || size > LIMIT) {
                throw wrong("dimension", at, "%d to %d".formatted(least, LIMIT), size + "");
            }
            count *= Math.max(1, size);
            if (count > LIMIT) throw wrong("size of the array", at, "at most %d values".formatted(LIMIT), count + "");
            shape[d] = (int) size;
        }
        byte[] values = take(shape[0] == 0 ? 0 : (int) count, "values");
        if (in.read() >= 0) throw wrong("trailing data", offset, "the end of the file", "more");
        return new Bytes(shape, values);
    }

    /** The next bytes; {@code readNBytes} allocates as they come in. */
    private byte[] take(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw wrong(
                    "truncated " + what,
                    offset + bytes.length,
                    (count - bytes.length) + " more bytes",
                    "the end of the file");
        }
        offset += count;
        return bytes;
    }

    private DataFormatException wrong(String problem, long at, String expected, String found) {
        return new DataFormatException(name, problem, at, expected, found);
    }

    /** Somebody else's stream, which stays open when the decompressor on top of it is closed. */
    private static final class Unclosable extends BufferedInputStream {
        Unclosable(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    /** Unsigned bytes in an array of one or more dimensions, the last running fastest. */
    public static final class Bytes {
        private final int[] shape;
        private final byte[] values;

        private Bytes(int[] shape, byte[] values) {
            this.shape = shape;
            this.values = values;
        }

        /** Number of dimensions. */
        public int dimensions() {
            return shape.length;
        }

        /** Size of dimension {@code d}, from 0, the slowest. */
        public int dimension(int d) {
            return shape[d];
        }

        /** The values; not a copy. */
        public byte[] values() {
            return values;
        }
    }
}
