package dev.nn.format.onnx;

import java.util.Map;

/**
 * A TensorProto of the file, its values not yet decoded: what nothing uses is never read.
 *
 * @param name of the tensor
 * @param type its data_type
 * @param dims its dimensions, as the file says
 * @param message where it stands
 * @param external where its values are if they are in another file: location, offset, length; else empty
 */
record OnnxTensor(String name, int type, long[] dims, ProtobufReader message, Map<String, String> external) {
    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int UINT16 = 4;
    static final int INT16 = 5;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int STRING = 8;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;
    static final int DOUBLE = 11;
    static final int UINT32 = 12;
    static final int UINT64 = 13;
    static final int BFLOAT16 = 16;

    /** Whether values of that type are floating-point numbers. */
    static boolean isFloating(int type) {
        return type == FLOAT || type == FLOAT16 || type == DOUBLE || type == BFLOAT16;
    }

    /** Bytes of one value in raw_data; 0 for types that are not read here. */
    static int size(int type) {
        return switch (type) {
            case UINT8, INT8, BOOL -> 1;
            case UINT16, INT16, FLOAT16, BFLOAT16 -> 2;
            case FLOAT, INT32, UINT32 -> 4;
            case DOUBLE, INT64, UINT64 -> 8;
            default -> 0;
        };
    }
}
