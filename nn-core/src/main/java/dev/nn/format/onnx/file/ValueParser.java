package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import org.jspecify.annotations.Nullable;

/** The parser of a ValueInfoProto, down to the dimensions of its tensor type. */
public final class ValueParser {
    private ValueParser() {}

    public static OnnxValue parse(ProtobufReader in) throws DataFormatException {
        String name = "";
        OnnxValue type = new OnnxValue("", 0, true, null);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.string();
                case 2 -> type = type(in.message());
                default -> in.skip();
            }
        }
        return new OnnxValue(name, type.type(), type.isTensor(), type.dims());
    }

    private static OnnxValue type(ProtobufReader in) throws DataFormatException {
        OnnxValue result = new OnnxValue("", 0, true, null);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> result = tensorType(in.message());
                // Sequences, maps, optional and sparse tensors.
                case 4, 5, 8, 9 -> {
                    result = new OnnxValue("", 0, false, null);
                    in.skip();
                }
                default -> in.skip();
            }
        }
        return result;
    }

    private static OnnxValue tensorType(ProtobufReader in) throws DataFormatException {
        long type = 0;
        long @Nullable [] dims = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = in.varint();
                case 2 -> dims = shape(in.message());
                default -> in.skip();
            }
        }
        return new OnnxValue("", (int) type, true, dims);
    }

    private static long[] shape(ProtobufReader in) throws DataFormatException {
        NumberList dims = new NumberList();
        while (in.next()) {
            if (in.field() == 1) dims.add(dimension(in.message()));
            else in.skip();
        }
        return dims.integers();
    }

    /** A size, or {@link OnnxValue#UNKNOWN} for a name, for nothing, and for the 0 and −1 that some exporters write. */
    private static long dimension(ProtobufReader in) throws DataFormatException {
        long size = OnnxValue.UNKNOWN;
        while (in.next()) {
            if (in.field() == 1) size = in.varint();
            else in.skip();
        }
        return size > 0 ? size : OnnxValue.UNKNOWN;
    }
}
