package dev.nn.format.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages files: bits flipped, bytes set, pieces cut out, doubled, moved or taken from another file. */
final class ByteMutator {
    private static final byte[][] NUMBERS = {
        {-1, -1, -1, -1, 7}, // 2³¹ − 1 as a varint
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // −1 as a varint
        {-128, -128, -128, -128, -128, -128, -128, -128, -128, -128, 1}, // too long a varint
        {0, 0, 0, 0},
        {-1, -1, -1, 127},
    };

    private ByteMutator() {}

    /** A damaged copy of one of the files. */
    static byte[] mutant(List<byte[]> files, RandomGenerator random) {
        byte[] bytes = files.get(random.nextInt(files.size())).clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            if (bytes.length < 8) return bytes;
            int at = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
            bytes = switch (random.nextInt(8)) {
                case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
                case 1 -> flipped(bytes, at, 1 + random.nextInt(255));
                case 2 -> Arrays.copyOf(bytes, at);
                case 3 -> spliced(bytes, at, at + length, new byte[0]);
                case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
                case 5 -> spliced(bytes, at, at, NUMBERS[random.nextInt(NUMBERS.length)]);
                case 6 -> overwritten(bytes, at, NUMBERS[random.nextInt(NUMBERS.length)]);
                default -> {
                    byte[] other = files.get(random.nextInt(files.size()));
                    int from = random.nextInt(other.length);
                    int to = Math.min(other.length, from + length);
                    yield spliced(bytes, at, at + length, Arrays.copyOfRange(other, from, to));
                }
            };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at, int bits) {
        bytes[at] ^= (byte) bits;
        return bytes;
    }

    private static byte[] overwritten(byte[] bytes, int at, byte[] with) {
        System.arraycopy(with, 0, bytes, at, Math.min(with.length, bytes.length - at));
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = Arrays.copyOf(bytes, from + with.length + bytes.length - to);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }
}
