package dev.nn.examples.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encoding of a text that its first bytes tell.
 *
 * @param charset that was found
 * @param mark bytes before the text
 */
record Encoding(Charset charset, int mark) {
    /** Bytes that {@link #of} looks at. */
    static final int SAMPLE = 4096;

    /**
     * Looks at the first bytes of a file: a byte order mark tells, or zeros in every other byte, as UTF-16 has them
     * where there are digits and line ends.
     *
     * @param otherwise where nothing tells
     */
    static Encoding of(byte[] start, int length, Charset otherwise) {
        if (begins(start, length, 0xef, 0xbb, 0xbf)) return new Encoding(StandardCharsets.UTF_8, 3);
        // Before UTF-16, whose mark begins that of UTF-32.
        if (begins(start, length, 0xff, 0xfe, 0, 0)) return new Encoding(StandardCharsets.UTF_32LE, 4);
        if (begins(start, length, 0, 0, 0xfe, 0xff)) return new Encoding(StandardCharsets.UTF_32BE, 4);
        if (begins(start, length, 0xfe, 0xff)) return new Encoding(StandardCharsets.UTF_16BE, 2);
        if (begins(start, length, 0xff, 0xfe)) return new Encoding(StandardCharsets.UTF_16LE, 2);
        int[] zeros = new int[2];
        for (int i = 0; i < length; i++) if (start[i] == 0) zeros[i % 2]++;
        // A few characters of other scripts may have a zero in their other byte.
        if (zeros[1] > length / 20 && 20 * zeros[0] < zeros[1]) return new Encoding(StandardCharsets.UTF_16LE, 0);
        if (zeros[0] > length / 20 && 20 * zeros[1] < zeros[0]) return new Encoding(StandardCharsets.UTF_16BE, 0);
        return new Encoding(otherwise, 0);
    }

    private static boolean begins(byte[] start, int length, int... bytes) {
        if (length < bytes.length) return false;
        for (int i = 0; i < bytes.length; i++) if ((start[i] & 0xff) != bytes[i]) return false;
        return true;
    }
}
