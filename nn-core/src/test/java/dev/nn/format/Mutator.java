package dev.nn.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damaged variants of a file, for tests that its reader survives them: bits flipped, bytes changed, numbers replaced by
 * the ones that break arithmetic, pieces cut out, doubled, moved and inserted. The same seed gives the same variants.
 */
public final class Mutator {
    /** Numbers at the edges of types, and sizes that would need a lot of memory. */
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        8,
        127,
        128,
        255,
        256,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        1L << 40,
        1L << 53,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** Most changes in one variant: few, or nothing of the file would be left that its reader looks at. */
    private static final int MOST_CHANGES = 4;

    private final List<byte[]> originals;
    private final List<byte[]> pieces;
    private final Random random;

    /**
     * @param seed of all variants
     * @param originals files as they should be, none empty
     * @param pieces what means something in the format, as text: it is inserted in the wrong places
     */
    public Mutator(long seed, List<byte[]> originals, String... pieces) {
        this.originals = List.copyOf(originals);
        this.pieces = Arrays.stream(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.random = new Random(seed);
    }

    /** The next variant; now and then one that is equal to its original. */
    public byte[] next() {
        byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
        for (int change = random.nextInt(MOST_CHANGES) + 1; change > 0 && bytes.length > 0; change--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = place(bytes.length);
        switch (random.nextInt(10)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = (byte) NUMBERS[random.nextInt(NUMBERS.length)];
            case 3 -> binary(bytes, at);
            case 4 -> {
                return decimal(bytes, at);
            }
            case 5 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 6 -> {
                return replaced(bytes, at, length(bytes, at), new byte[0]);
            }
            case 7 -> {
                byte[] piece = Arrays.copyOfRange(bytes, at, at + length(bytes, at));
                int to = place(bytes.length);
                // Doubled, or written over what stands there.
                return replaced(bytes, to, random.nextBoolean() ? 0 : Math.min(piece.length, bytes.length - to), piece);
            }
            case 8 -> {
                byte[] piece = new byte[random.nextInt(16)];
                random.nextBytes(piece);
                return replaced(bytes, at, 0, piece);
            }
            default -> {
                if (!pieces.isEmpty()) {
                    byte[] piece = pieces.get(random.nextInt(pieces.size()));
                    return replaced(bytes, at, random.nextBoolean() ? 0 : length(bytes, at), piece);
                }
            }
        }
        return bytes;
    }

    /** Half of all changes are near the beginning, where headers are. */
    private int place(int length) {
        return random.nextInt(random.nextBoolean() ? length : Math.min(length, 64));
    }

    private int length(byte[] bytes, int at) {
        return random.nextInt(Math.min(bytes.length - at, random.nextInt(10) == 0 ? 4096 : 16) + 1);
    }

    /** Overwrites a number of 2, 4 or 8 bytes, in either order. */
    private void binary(byte[] bytes, int at) {
        long number = number();
        int size = 2 << random.nextInt(3);
        boolean big = random.nextBoolean();
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >>> (Byte.SIZE * (big ? size - 1 - i : i)));
        }
    }

    /** Replaces the next number in digits. */
    private byte[] decimal(byte[] bytes, int at) {
        int from = at;
        while (from < bytes.length && !isDigit(bytes[from])) from++;
        int to = from;
        while (to < bytes.length && isDigit(bytes[to])) to++;
        String text = switch (random.nextInt(4)) {
            case 0 -> number() + ".5e" + random.nextInt(400);
            case 1 -> "9".repeat(random.nextInt(30) + 1);
            default -> String.valueOf(number());
        };
        return replaced(bytes, from, to - from, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] piece) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - length + piece.length);
        System.arraycopy(piece, 0, result, at, piece.length);
        System.arraycopy(bytes, at + length, result, at + piece.length, bytes.length - at - length);
        return result;
    }
}
