package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.data.MappedDataset;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of rows that a training reads from the disk, so that data may be larger than the memory: written once, row by row, from
 * whatever there is, then opened as a data set.
 *
 * {@snippet file="dev/nn/snippet/FileSnippetsTest.java" region="rows" :
 * RowFile.write(
 *         file,
 *         3,
 *         1,
 *         rows -> { // three features, one target
 *             try (BufferedReader lines = Files.newBufferedReader(csv)) {
 *                 lines.readLine(); // the names of the columns
 *                 float[] row = new float[4];
 *                 for (String line = lines.readLine(); line != null; line = lines.readLine()) {
 *                     String[] cells = line.split(",", -1);
 *                     for (int j = 0; j < row.length; j++) row[j] = Float.parseFloat(cells[j]);
 *                     rows.add(row);
 *                 }
 *             }
 *         });
 * Dataset data = RowFile.open(file); // mapped, not read
 * }
 *
 * <p>A training goes through it in shuffled blocks of a megabyte: blocks come in random order, and the rows of 64 of them are
 * shuffled together ({@link dev.nn.data.BatchSource#block}). The operating system keeps of the file what fits into memory.
 *
 * <p>The file has 16 bytes in front, {@code nnrows01} and the numbers of features and targets, and then floats, all in little
 * endian.
 */
public final class RowFile {
    private static final byte[] MAGIC = "nnrows01".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = MAGIC.length + 2 * Integer.BYTES;

    /** Bytes of a block. */
    private static final int BLOCK = 1 << 20;

    private RowFile() {}

    /** What gives the rows. */
    @FunctionalInterface
    public interface Content {
        /** Adds all rows. */
        void writeTo(Writer rows) throws IOException;
    }

    /** The rows of a file while it is written. */
    public static final class Writer {
        private final OutputStream out;
        private final int width;
        private final ByteBuffer bytes;
        private long rows;

        private Writer(OutputStream out, int width) {
            this.out = out;
            this.width = width;
            this.bytes =
                    ByteBuffer.allocate(Math.multiplyExact(width, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        }

        /**
         * Adds a row; the array may be used again.
         *
         * @param row its features, then its targets
         * @throws IllegalArgumentException if there are more or fewer values, one is NaN or infinite, or there are 2³¹ − 1 rows
         *     already
         */
        public void add(float... row) throws IOException {
            if (row.length != width) {
                throw new IllegalArgumentException(
                        "row %d: expected %d values, features and targets, not %d".formatted(rows, width, row.length));
            }
            if (rows == Integer.MAX_VALUE) throw new IllegalArgumentException("a file holds 2^31 - 1 rows at most");
            bytes.clear();
            for (int j = 0; j < width; j++) {
                if (!Float.isFinite(row[j])) {
                    throw new IllegalArgumentException(
                            "row %d: value %d must be finite, is %s".formatted(rows, j, row[j]));
                }
                bytes.putFloat(row[j]);
            }
            out.write(bytes.array());
            rows++;
        }
    }

    /**
     * Writes a file, all at once: after a failure, what was there before is still there.
     *
     * @param features of a row, at least 1
     * @param targets of a row, at least 0
     * @throws IllegalArgumentException if a number can't be
     */
    public static void write(Path file, int features, int targets, Content content) throws IOException {
        int width = Math.addExact(features, targets);
        if (features < 1 || targets < 0) {
            throw new IllegalArgumentException(
                    "expected at least 1 feature and 0 targets, not %d and %d".formatted(features, targets));
        }
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(MAGIC)
                    .putInt(features)
                    .putInt(targets)
                    .array());
            content.writeTo(new Writer(out, width));
        });
    }

    /**
     * The rows of a file, mapped into memory until nobody uses them any more. Nobody may write to the file meanwhile; {@link
     * #write} puts a new one in its place.
     *
     * @throws DataFormatException if it is no such file, or ends within a row
     */
    public static MappedDataset open(Path file) throws IOException {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IOException(file + ": files of rows are little endian, this machine is not");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            boolean more = true;
            while (header.hasRemaining() && more) more = channel.read(header) >= 0;
            byte[] magic = Arrays.copyOf(header.array(), MAGIC.length);
            int features = header.getInt(MAGIC.length), targets = header.getInt(MAGIC.length + Integer.BYTES);
            if (header.hasRemaining() || !Arrays.equals(magic, MAGIC) || features < 1 || targets < 0) {
                String found = new String(magic, StandardCharsets.ISO_8859_1);
                String numbers = "%s, %d features, %d targets".formatted(found, features, targets);
                throw new DataFormatException(file.toString(), "no file of rows", 0, "nnrows01 and numbers", numbers);
            }
            long bytes = channel.size() - HEADER, width = ((long) features + targets) * Float.BYTES;
            if (bytes % width != 0 || bytes / width > Integer.MAX_VALUE) {
                String rows = "up to 2^31 - 1 rows of %d bytes".formatted(width);
                throw new DataFormatException(file.toString(), "no whole rows", HEADER, rows, bytes + " bytes");
            }
            MemorySegment values = channel.map(FileChannel.MapMode.READ_ONLY, HEADER, bytes, Arena.ofAuto());
            return MappedDataset.of(features, targets, (int) Math.max(1, BLOCK / width), values);
        }
    }
}
