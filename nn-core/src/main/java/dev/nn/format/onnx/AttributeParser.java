package dev.nn.format.onnx;

import dev.nn.data.DataFormatException;
import org.jspecify.annotations.Nullable;

/** The parser of an AttributeProto: numbers, strings, a tensor, lists of numbers. Graphs inside are skipped. */
final class AttributeParser {
    private AttributeParser() {}

    static OnnxAttribute parse(ProtobufReader in) throws DataFormatException {
        String name = "";
        double number = Double.NaN;
        long integer = 0;
        @Nullable String text = null;
        @Nullable OnnxTensor tensor = null;
        NumberList floats = new NumberList();
        NumberList integers = new NumberList();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.string();
                case 2 -> number = in.float32();
                case 3 -> {
                    integer = in.varint();
                    number = integer;
                }
                case 4 -> text = in.string();
                case 5 -> tensor = TensorParser.parse(in.message());
                case 7 -> floats.addFloats(in);
                case 8 -> integers.addVarints(in);
                default -> in.skip();
            }
        }
        return new OnnxAttribute(name, number, integer, text, tensor, floats.floats(), integers.integers());
    }
}
