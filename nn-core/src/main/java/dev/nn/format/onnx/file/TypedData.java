package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;

/** The values of a tensor that stand in a field of their type: float_data, int32_data, int64_data, and so on. */
public final class TypedData {
    private final OnnxTensor tensor;
    private final int count;
    private float[] floats = new float[0];
    private long[] integers = new long[0];
    private int size;

    public TypedData(OnnxTensor tensor, int count) {
        this.tensor = tensor;
        this.count = count;
    }

    public Constant read(int[] shape) throws DataFormatException {
        ProtobufReader in = tensor.message().again();
        // A number takes at least a byte: memory is allocated only for what can be there.
        if (count > in.remaining()) {
            throw TensorDecoder.wrong(tensor, count + " values", "a message of %d bytes".formatted(in.remaining()));
        }
        boolean floating = OnnxTensor.isFloating(tensor.type());
        if (floating) floats = new float[count];
        else integers = new long[count];
        while (in.next()) {
            if (in.field() != field()) {
                in.skip();
            } else if (in.wireType() == ProtobufReader.BYTES) {
                ProtobufReader packed = in.message();
                while (packed.remaining() > 0) readOne(packed);
            } else if (in.wireType() == wireType()) {
                readOne(in);
            } else {
                throw TensorDecoder.wrong(tensor, "wire type " + wireType(), in.wireType() + "");
            }
        }
        if (size < count) throw TensorDecoder.wrong(tensor, count + " values", size + "");
        return floating ? Constant.of(shape, floats) : Constant.ofType(shape, tensor.type(), integers);
    }

    private void readOne(ProtobufReader in) throws DataFormatException {
        if (size == count) throw TensorDecoder.wrong(tensor, count + " values", "more");
        int i = size++;
        switch (tensor.type()) {
            case OnnxTensor.FLOAT -> floats[i] = in.rawFloat();
            case OnnxTensor.DOUBLE -> floats[i] = (float) in.rawDouble();
            case OnnxTensor.FLOAT16 -> floats[i] = Float.float16ToFloat((short) in.rawVarint());
            case OnnxTensor.BFLOAT16 -> floats[i] = TensorDecoder.bfloat16((short) in.rawVarint());
            default -> integers[i] = in.rawVarint();
        }
    }

    /** The field of the tensor's type; small types share int32_data. */
    private int field() {
        return switch (tensor.type()) {
            case OnnxTensor.FLOAT -> 4;
            case OnnxTensor.INT64 -> 7;
            case OnnxTensor.DOUBLE -> 10;
            case OnnxTensor.UINT32, OnnxTensor.UINT64 -> 11;
            default -> 5;
        };
    }

    private int wireType() {
        return switch (tensor.type()) {
            case OnnxTensor.FLOAT -> ProtobufReader.FIXED32;
            case OnnxTensor.DOUBLE -> ProtobufReader.FIXED64;
            default -> ProtobufReader.VARINT;
        };
    }
}
