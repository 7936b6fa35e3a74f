package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.util.HashMap;
import java.util.Map;

/** The parser of a TensorProto, except for its values, which {@link TensorDecoder} reads if they are needed. */
public final class TensorParser {
    /** The data_location that means: in another file. */
    private static final long EXTERNAL = 1;

    private TensorParser() {}

    public static OnnxTensor parse(ProtobufReader in) throws DataFormatException {
        String name = "";
        long type = 0;
        NumberList dims = new NumberList();
        long location = 0;
        Map<String, String> external = new HashMap<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> dims.addVarints(in);
                case 2 -> type = in.varint();
                case 8 -> name = in.string();
                case 13 -> entry(in.message(), external);
                case 14 -> location = in.varint();
                default -> in.skip();
            }
        }
        if (location != EXTERNAL) external.clear();
        else external.putIfAbsent("location", "");
        return new OnnxTensor(name, (int) type, dims.integers(), in.again(), external, null);
    }

    /** The tensor that a SparseTensorProto describes. */
    static OnnxTensor parseSparse(ProtobufReader in) throws DataFormatException {
        OnnxTensor values = null, indices = null;
        NumberList dims = new NumberList();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> values = parse(in.message());
                case 2 -> indices = parse(in.message());
                case 3 -> dims.addVarints(in);
                default -> in.skip();
            }
        }
        if (values == null || indices == null) {
            throw in.wrong("sparse tensor", in.offset(), "values and indices", "only one of them, or none");
        }
        return new OnnxTensor(
                values.name(),
                values.type(),
                dims.integers(),
                in.again(),
                Map.of(),
                new OnnxTensor.Sparse(values, indices));
    }

    private static void entry(ProtobufReader in, Map<String, String> entries) throws DataFormatException {
        String key = "", value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.string();
                case 2 -> value = in.string();
                default -> in.skip();
            }
        }
        entries.put(key, value);
    }
}
