package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.util.Arrays;

/** A repeated number of a message, packed or not; it grows with what arrives. */
public final class NumberList {
    private long[] values = new long[4];
    private int size;

    /** Adds the varint, or the packed varints, of the reader's field. */
    public void addVarints(ProtobufReader in) throws DataFormatException {
        if (in.wireType() != ProtobufReader.BYTES) {
            add(in.varint());
            return;
        }
        ProtobufReader packed = in.message();
        while (packed.remaining() > 0) add(packed.rawVarint());
    }

    /** Adds the float, or the packed floats, of the reader's field. */
    public void addFloats(ProtobufReader in) throws DataFormatException {
        if (in.wireType() != ProtobufReader.BYTES) {
            add(Float.floatToRawIntBits(in.float32()));
            return;
        }
        ProtobufReader packed = in.message();
        while (packed.remaining() > 0) add(Float.floatToRawIntBits(packed.rawFloat()));
    }

    public long[] integers() {
        return Arrays.copyOf(values, size);
    }

    public float[] floats() {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) floats[i] = Float.intBitsToFloat((int) values[i]);
        return floats;
    }

    public void add(long value) {
        if (size == values.length) values = Arrays.copyOf(values, 2 * size);
        values[size++] = value;
    }
}
