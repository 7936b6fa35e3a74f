package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;

/** The parser of an AttributeProto: numbers, strings, a tensor, lists of numbers. Graphs inside are skipped. */
public final class AttributeParser {
    /** Values of AttributeProto.type. */
    private static final int FLOAT = 1;

    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int TENSOR = 4;
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int SPARSE_TENSOR = 11;

    private AttributeParser() {}

    /** The attribute, with nothing but what its type says. */
    public static OnnxAttribute parse(ProtobufReader in) throws DataFormatException {
        String name = "";
        long type = 0;
        double number = 0;
        long integer = 0;
        String text = null;
        String reference = "";
        OnnxTensor tensor = null;
        NumberList floats = new NumberList();
        NumberList integers = new NumberList();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.string();
                case 2 -> number = in.float32();
                case 3 -> integer = in.varint();
                case 4 -> text = in.string();
                case 5 -> tensor = TensorParser.parse(in.message());
                case 7 -> floats.addFloats(in);
                case 8 -> integers.addVarints(in);
                case 20 -> type = in.varint();
                case 21 -> reference = in.string();
                case 22 -> tensor = TensorParser.parseSparse(in.message());
                default -> in.skip();
            }
        }
        return new OnnxAttribute(
                name,
                type == FLOAT || type == INT,
                type == FLOAT ? number : type == INT ? integer : Double.NaN,
                type == INT ? integer : 0,
                type == STRING ? text : null,
                type == TENSOR || type == SPARSE_TENSOR ? tensor : null,
                type == FLOATS ? floats.floats() : new float[0],
                type == INTS ? integers.integers() : null,
                reference);
    }
}
