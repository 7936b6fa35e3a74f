package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the fields of one protobuf message; a message inside is a reader of its own over the same bytes.
 *
 * <p>The wire format: a field is a varint of number · 8 + wire type, then a varint (type 0), 8 bytes (1), a varint length
 * with as many bytes (2), or 4 bytes (5). Every length is checked against the bytes that are there before anything is
 * made of it. <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>.
 */
public final class ProtobufReader {
    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int FIXED32 = 5;

    private final String name;
    private final ByteBuffer bytes;
    private final int start;
    private final int end;
    private int at;
    private int fieldAt;
    private int field;
    private int wireType;

    private ProtobufReader(String name, ByteBuffer bytes, int start, int end) {
        this.name = name;
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /** The message that fills an array. */
    public static ProtobufReader of(String name, byte[] bytes) {
        return of(name, ByteBuffer.wrap(bytes));
    }

    /** The message that fills a buffer. */
    public static ProtobufReader of(String name, ByteBuffer bytes) {
        return new ProtobufReader(name, bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN), 0, bytes.capacity());
    }

    /** Goes to the next field; false at the end of the message. The field before must have been read or skipped. */
    public boolean next() throws DataFormatException {
        if (at == end) return false;
        fieldAt = at;
        long tag = rawVarint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 3 < 1 || tag >>> 3 >= 1 << 29) {
            throw wrong("field number", fieldAt, "1 to 536870911", Long.toUnsignedString(tag >>> 3));
        }
        return true;
    }

    public int field() {
        return field;
    }

    public int wireType() {
        return wireType;
    }

    /** What messages call the file. */
    public String name() {
        return name;
    }

    /** Offset of the message in the file. */
    public int offset() {
        return start;
    }

    /** Bytes of this message that have not been read. */
    public int remaining() {
        return end - at;
    }

    /** The same message from its beginning. */
    public ProtobufReader again() {
        return new ProtobufReader(name, bytes, start, end);
    }

    public long varint() throws DataFormatException {
        expect(VARINT);
        return rawVarint();
    }

    /** The next varint of a packed field, or of the field itself. */
    public long rawVarint() throws DataFormatException {
        int from = at;
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) throw wrong("truncated number", from, "another byte", "the end of the message");
            byte b = bytes.get(at++);
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) return value;
        }
        throw wrong("number", from, "at most 10 bytes", "more");
    }

    public float float32() throws DataFormatException {
        expect(FIXED32);
        return rawFloat();
    }

    /** The next 4 bytes of a packed field, or of the field itself. */
    public float rawFloat() throws DataFormatException {
        return bytes.getFloat(take(Float.BYTES));
    }

    /** The next floats, as many as the array takes. */
    public void rawFloats(float[] values) throws DataFormatException {
        int from = take(Math.multiplyExact(Float.BYTES, values.length));
        ByteBuffer slice = bytes.slice(from, Float.BYTES * values.length);
        slice.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    }

    /** The next 8 bytes of a packed field, or of the field itself. */
    public double rawDouble() throws DataFormatException {
        return bytes.getDouble(take(Double.BYTES));
    }

    public short rawShort() throws DataFormatException {
        return bytes.getShort(take(Short.BYTES));
    }

    public int rawInt() throws DataFormatException {
        return bytes.getInt(take(Integer.BYTES));
    }

    public long rawLong() throws DataFormatException {
        return bytes.getLong(take(Long.BYTES));
    }

    public byte rawByte() throws DataFormatException {
        return bytes.get(take(1));
    }

    /** The field as a message, as packed numbers, or as plain bytes. */
    public ProtobufReader message() throws DataFormatException {
        expect(BYTES);
        long length = rawVarint();
        if (length < 0 || length > end - at) {
            throw wrong(
                    "length of field " + field,
                    fieldAt,
                    "at most the %d bytes that are left".formatted(end - at),
                    Long.toUnsignedString(length));
        }
        int from = at;
        at += (int) length;
        return new ProtobufReader(name, bytes, from, at);
    }

    /** The field as text in UTF-8. */
    public String string() throws DataFormatException {
        ProtobufReader content = message();
        byte[] text = new byte[content.end - content.start];
        bytes.get(content.start, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    public void skip() throws DataFormatException {
        switch (wireType) {
            case VARINT -> rawVarint();
            case FIXED64 -> take(Long.BYTES);
            case BYTES -> message();
            case FIXED32 -> take(Integer.BYTES);
            default -> throw wrong("wire type of field " + field, fieldAt, "0, 1, 2 or 5", Integer.toString(wireType));
        }
    }

    private void expect(int type) throws DataFormatException {
        if (wireType != type) {
            throw wrong("wire type of field " + field, fieldAt, Integer.toString(type), Integer.toString(wireType));
        }
    }

    private int take(int count) throws DataFormatException {
        if (end - at < count) {
            throw wrong("truncated field " + field, at, count + " bytes", (end - at) + "");
        }
        at += count;
        return at - count;
    }

    /** The exception for something at an offset of the file. */
    public DataFormatException wrong(String problem, long offset, String expected, String found) {
        return new DataFormatException(name, problem, offset, expected, found);
    }
}
