package dev.nn.file;

/** A look at the first fields of what may be a ModelProto: all are of those that it has, and one is its graph or opset. */
final class OnnxFields {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    /** Of a producer, its version and a domain, fields 2 to 4. */
    private static final int LONGEST_NAME = 1000;

    private final ModelFormat.Head head;
    private int at;

    OnnxFields(ModelFormat.Head head) {
        this.head = head;
    }

    boolean areThere() {
        int fields = 0;
        while (at < head.bytes().length) {
            long tag = varint();
            int field = (int) (tag >>> 3), type = (int) (tag & 7);
            if (type != expected(field)) return false;
            fields++;
            long value = varint();
            if (value < 0) return false;
            if (type == VARINT) continue;
            if (value > head.size() - at) return false;
            if (field == 7) return true;
            if (field < 5 && value > LONGEST_NAME) return false;
            if (value > head.bytes().length - at) break;
            at += (int) value;
        }
        return fields > 1;
    }

    /** The wire type of a field; −1 for none of a ModelProto. */
    private static int expected(int field) {
        return switch (field) {
            case 1, 5 -> VARINT;
            case 2, 3, 4, 6, 7, 8, 14, 20, 25, 26 -> BYTES;
            default -> -1;
        };
    }

    /** The next number; −1 if there is none. */
    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (at == head.bytes().length) return -1;
            int b = head.at(at++);
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        return -1;
    }
}
