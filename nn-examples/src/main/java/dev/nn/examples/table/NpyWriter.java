package dev.nn.examples.table;

import dev.nn.format.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The writer of {@code .npy} files, version 1.0: little-endian, the last dimension running fastest. */
final class NpyWriter {
    /** The values begin at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private static final int BEFORE_HEADER = 10;
    private static final int CHUNK = 1 << 14;

    private NpyWriter() {}

    /**
     * Writes an array of float32, atomically.
     *
     * @param columns of a row; 0 for an array of one dimension
     * @param values row by row
     */
    static void write(Path file, int columns, float[] values) throws IOException {
        AtomicFile.write(file, out -> write(out, columns, values));
    }

    static void write(OutputStream out, int columns, float[] values) throws IOException {
        header(out, "<f4", columns, values.length);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            int size = Math.min(CHUNK, values.length - from);
            chunk.asFloatBuffer().put(values, from, size);
            out.write(chunk.array(), 0, size * Float.BYTES);
        }
    }

    /** Writes an array of float64 and one dimension, atomically. */
    static void write(Path file, double[] values) throws IOException {
        AtomicFile.write(file, out -> {
            header(out, "<f8", 0, values.length);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < values.length; from += CHUNK) {
                int size = Math.min(CHUNK, values.length - from);
                chunk.asDoubleBuffer().put(values, from, size);
                out.write(chunk.array(), 0, size * Double.BYTES);
            }
        });
    }

    private static void header(OutputStream out, String type, int columns, int length) throws IOException {
        String shape = columns == 0
                ? "(%d,)".formatted(length)
                : String.format(Locale.ROOT, "(%d, %d)", length / columns, columns);
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int padding = Math.floorMod(-(BEFORE_HEADER + header.length() + 1), ALIGNMENT);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer start = ByteBuffer.allocate(BEFORE_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        start.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        start.put((byte) 1).put((byte) 0).putShort((short) text.length);
        out.write(start.array());
        out.write(text);
    }
}
