package dev.nn.format.onnx.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message under construction: its fields in the order of the calls. Messages inside and arrays of floats stay
 * where they are until the whole is written, so large weights are never copied.
 */
public final class ProtobufWriter {
    /** A piece of the message that knows its length. */
    private interface Part {
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    private record Bytes(byte[] content) implements Part {
        @Override
        public long length() {
            return content.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(content);
        }
    }

    private record Floats(float[] values) implements Part {
        private static final int CHUNK = 4096;

        @Override
        public long length() {
            return (long) Float.BYTES * values.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < values.length; from += CHUNK) {
                int count = Math.min(CHUNK, values.length - from);
                chunk.asFloatBuffer().put(values, from, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
            }
        }
    }

    private final List<Part> parts = new ArrayList<>();

    public ProtobufWriter varint(int field, long value) {
        tag(field, ProtobufReader.VARINT);
        number(value);
        return this;
    }

    public ProtobufWriter float32(int field, float value) {
        tag(field, ProtobufReader.FIXED32);
        byte[] content = new byte[Float.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        parts.add(new Bytes(content));
        return this;
    }

    public ProtobufWriter string(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtobufWriter bytes(int field, byte[] content) {
        return part(field, new Bytes(content));
    }

    /** The raw little-endian bytes of floats: packed numbers, or ONNX's raw_data. Not a copy. */
    public ProtobufWriter floats(int field, float[] values) {
        return part(field, new Floats(values));
    }

    /** A message inside; it must be complete. */
    public ProtobufWriter message(int field, ProtobufWriter message) {
        tag(field, ProtobufReader.BYTES);
        number(message.length());
        parts.addAll(message.parts);
        return this;
    }

    /** The fields of another message, behind those of this one. */
    public ProtobufWriter append(ProtobufWriter fields) {
        parts.addAll(fields.parts);
        return this;
    }

    /** Length in bytes. */
    public long length() {
        return parts.stream().mapToLong(Part::length).sum();
    }

    public void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) part.writeTo(out);
    }

    private ProtobufWriter part(int field, Part part) {
        tag(field, ProtobufReader.BYTES);
        number(part.length());
        parts.add(part);
        return this;
    }

    private void tag(int field, int wireType) {
        number((long) field << 3 | wireType);
    }

    private void number(long value) {
        ByteBuffer content = ByteBuffer.allocate(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            content.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        content.put((byte) rest);
        byte[] used = new byte[content.position()];
        content.get(0, used);
        parts.add(new Bytes(used));
    }
}
