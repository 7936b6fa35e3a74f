package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of tensors: values of any numeric type, from raw_data, from the typed fields, or from a file beside the
 * model. Memory is allocated only for values that are there.
 */
public final class TensorDecoder {
    /** The most dimensions. */
    private static final int MOST_DIMENSIONS = 16;

    private final ExternalData files;
    private long externalBytes;

    /**
     * A decoder.
     *
     * @param folder where the model's file is, for tensors in files beside it; null if it came from a stream
     */
    public TensorDecoder(@Nullable Path folder) {
        this.files = new ExternalData(folder);
    }

    /** Bytes that have come from other files. */
    public long externalBytes() {
        return externalBytes;
    }

    /** The values of a tensor; a sparse one is filled up with zeros. */
    public Constant decode(OnnxTensor tensor) throws IOException {
        if (tensor.sparse() != null) {
            return SparseData.filled(
                    tensor,
                    shape(tensor),
                    decode(tensor.sparse().values()),
                    decode(tensor.sparse().indices()));
        }
        ProtobufReader in = tensor.message().again();
        int[] shape = shape(tensor);
        long count = 1;
        for (int size : shape) {
            count *= size;
            if (count > Integer.MAX_VALUE) throw wrong(tensor, "less than 2³¹ values", "more");
        }
        int size = OnnxTensor.size(tensor.type());
        if (size == 0) throw wrong(tensor, "a numeric type", "type " + tensor.type());
        if (!tensor.external().isEmpty()) {
            ProtobufReader values = files.read(tensor, count * size);
            externalBytes += count * size;
            return raw(tensor, shape, (int) count, values);
        }
        while (in.next()) {
            if (in.field() == 9) return raw(tensor, shape, (int) count, in.message());
            in.skip();
        }
        return new TypedData(tensor, (int) count).read(shape);
    }

    private static int[] shape(OnnxTensor tensor) throws DataFormatException {
        long[] dims = tensor.dims();
        if (dims.length > MOST_DIMENSIONS) {
            throw wrong(tensor, "at most %d dimensions".formatted(MOST_DIMENSIONS), dims.length + "");
        }
        int[] shape = new int[dims.length];
        for (int d = 0; d < shape.length; d++) {
            if (dims[d] < 0 || dims[d] > Integer.MAX_VALUE) {
                throw wrong(tensor, "dimensions from 0 to 2³¹ − 1", Long.toUnsignedString(dims[d]));
            }
            shape[d] = (int) dims[d];
        }
        return shape;
    }

    private static Constant raw(OnnxTensor tensor, int[] shape, int count, ProtobufReader in)
            throws DataFormatException {
        int type = tensor.type();
        long needed = (long) count * OnnxTensor.size(type);
        if (in.remaining() != needed) {
            throw wrong(tensor, needed + " bytes for its %d values".formatted(count), in.remaining() + "");
        }
        if (OnnxTensor.isFloating(type)) {
            float[] values = new float[count];
            // Many at a time where nothing has to be converted.
            if (type == OnnxTensor.FLOAT) in.rawFloats(values);
            else for (int i = 0; i < count; i++) values[i] = converted(type, in);
            return Constant.of(shape, values);
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case OnnxTensor.INT8, OnnxTensor.BOOL -> in.rawByte();
                case OnnxTensor.UINT8 -> Byte.toUnsignedInt(in.rawByte());
                case OnnxTensor.INT16 -> in.rawShort();
                case OnnxTensor.UINT16 -> Short.toUnsignedInt(in.rawShort());
                case OnnxTensor.INT32 -> in.rawInt();
                case OnnxTensor.UINT32 -> Integer.toUnsignedLong(in.rawInt());
                default -> in.rawLong();
            };
        }
        return Constant.ofType(shape, type, values);
    }

    private static float converted(int type, ProtobufReader in) throws DataFormatException {
        return switch (type) {
            case OnnxTensor.FLOAT16 -> Float.float16ToFloat(in.rawShort());
            case OnnxTensor.BFLOAT16 -> bfloat16(in.rawShort());
            default -> (float) in.rawDouble();
        };
    }

    public static DataFormatException wrong(OnnxTensor tensor, String expected, String found) {
        ProtobufReader message = tensor.message();
        return message.wrong(
                "tensor '%s'".formatted(OnnxNode.shortened(tensor.name())), message.offset(), expected, found);
    }

    /** A bfloat16 is the upper half of a float. */
    public static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
