package dev.nn.format.onnx;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.ProtobufReader;
import dev.nn.format.onnx.file.ProtobufWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes files that are well-formed protobuf but wrong ONNX: fields dropped, doubled, exchanged, moved from other files,
 * numbers and names replaced. They get further than damaged bytes do.
 */
final class FieldMutator {
    /** Which fields are messages: parent message, field. */
    private static final Set<String> MESSAGES = Set.of(
            "model.7",
            "model.8",
            "graph.1",
            "graph.5",
            "graph.11",
            "graph.12",
            "node.5",
            "attribute.5",
            "value.2",
            "type.1",
            "tensorType.2",
            "shape.1",
            "tensor.13");

    private static final long[] NUMBERS = {
        0, 1, 2, 3, 7, 10, 16, -1, -2, 127, 1 << 20, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE
    };

    /** Words that mean something in an ONNX file. */
    static final String[] NAMES = {
        "",
        "x",
        "y",
        "z",
        "Gemm",
        "MatMul",
        "Add",
        "Mul",
        "Sub",
        "Div",
        "Relu",
        "Erf",
        "Flatten",
        "Reshape",
        "Transpose",
        "Squeeze",
        "Unsqueeze",
        "Concat",
        "Softmax",
        "LogSoftmax",
        "ReduceSum",
        "Shape",
        "Gather",
        "Slice",
        "Expand",
        "ConstantOfShape",
        "Constant",
        "Cast",
        "Identity",
        "Dropout",
        "BatchNormalization",
        "Clip",
        "Where",
        "PRelu",
        "Pow",
        "Exp",
        "Log",
        "Neg",
        "Max",
        "Equal",
        "ai.onnx.ml",
        "Scaler",
        "ZipMap",
        "axis",
        "axes",
        "perm",
        "value",
        "alpha",
        "to",
        "value_ints",
        "shape"
    };

    /** A field: a number, bytes, or a message with fields of its own. */
    private static final class Field {
        final int number;
        final int wireType;
        long value;
        byte[] bytes = new byte[0];

        @Nullable
        List<Field> fields;

        final String kind;

        Field(int number, int wireType, String kind) {
            this.number = number;
            this.wireType = wireType;
            this.kind = kind;
        }

        Field copy() {
            Field copy = new Field(number, wireType, kind);
            copy.value = value;
            copy.bytes = bytes;
            if (fields != null)
                copy.fields = new ArrayList<>(fields.stream().map(Field::copy).toList());
            return copy;
        }
    }

    private final List<List<Field>> models = new ArrayList<>();

    FieldMutator(List<byte[]> files) throws DataFormatException {
        for (byte[] file : files) models.add(parse(ProtobufReader.of("original", file), "model"));
    }

    /** A changed copy of one of the files. */
    byte[] mutant(RandomGenerator random) {
        List<Field> model = copy(models.get(random.nextInt(models.size())));
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            List<List<Field>> messages = messages(model, new ArrayList<>());
            List<Field> message = messages.get(random.nextInt(messages.size()));
            if (!message.isEmpty()) change(message, random);
        }
        return ModelBuilder.bytes(write(model));
    }

    private void change(List<Field> message, RandomGenerator random) {
        int at = random.nextInt(message.size());
        Field field = message.get(at);
        switch (random.nextInt(8)) {
            case 0 -> message.remove(at);
            case 1 -> message.add(at, field.copy());
            case 2 -> Collections.swap(message, at, random.nextInt(message.size()));
            case 3 -> {
                List<Field> other = copy(models.get(random.nextInt(models.size())));
                List<Field> alike = all(other, new ArrayList<>()).stream()
                        .filter(candidate -> candidate.kind.equals(field.kind) && candidate.number == field.number)
                        .toList();
                if (!alike.isEmpty()) message.set(at, alike.get(random.nextInt(alike.size())));
            }
            default -> {
                List<Field> leaves =
                        message.stream().filter(leaf -> leaf.fields == null).toList();
                if (leaves.isEmpty()) return;
                Field leaf = leaves.get(random.nextInt(leaves.size()));
                leaf.value = random.nextBoolean()
                        ? NUMBERS[random.nextInt(NUMBERS.length)]
                        : leaf.value + random.nextInt(5) - 2;
                boolean name = leaf.bytes.length < 40 || random.nextInt(4) == 0;
                if (name) leaf.bytes = NAMES[random.nextInt(NAMES.length)].getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    private static List<Field> parse(ProtobufReader in, String kind) throws DataFormatException {
        List<Field> fields = new ArrayList<>();
        while (in.next()) {
            Field field = new Field(in.field(), in.wireType(), kind);
            switch (in.wireType()) {
                case ProtobufReader.VARINT -> field.value = in.varint();
                case ProtobufReader.FIXED32 -> field.value = Float.floatToIntBits(in.float32());
                case ProtobufReader.BYTES -> {
                    ProtobufReader content = in.message();
                    if (MESSAGES.contains(kind + "." + in.field())) {
                        field.fields = parse(content, child(kind, in.field()));
                    } else {
                        field.bytes = new byte[content.remaining()];
                        for (int i = 0; i < field.bytes.length; i++) field.bytes[i] = content.rawByte();
                    }
                }
                default -> {
                    in.skip();
                    continue;
                }
            }
            fields.add(field);
        }
        return fields;
    }

    private static String child(String kind, int field) {
        return switch (kind + "." + field) {
            case "model.7" -> "graph";
            case "graph.1" -> "node";
            case "graph.5", "attribute.5" -> "tensor";
            case "graph.11", "graph.12" -> "value";
            case "node.5" -> "attribute";
            case "value.2" -> "type";
            case "type.1" -> "tensorType";
            case "tensorType.2" -> "shape";
            default -> "leaf";
        };
    }

    private static List<Field> copy(List<Field> fields) {
        return new ArrayList<>(fields.stream().map(Field::copy).toList());
    }

    private static List<List<Field>> messages(List<Field> message, List<List<Field>> found) {
        found.add(message);
        for (Field field : message) if (field.fields != null) messages(field.fields, found);
        return found;
    }

    private static List<Field> all(List<Field> message, List<Field> found) {
        for (Field field : message) {
            found.add(field);
            if (field.fields != null) all(field.fields, found);
        }
        return found;
    }

    private static ProtobufWriter write(List<Field> fields) {
        ProtobufWriter out = new ProtobufWriter();
        for (Field field : fields) {
            List<Field> inner = field.fields;
            if (inner != null) out.message(field.number, write(inner));
            else if (field.wireType == ProtobufReader.VARINT) out.varint(field.number, field.value);
            else if (field.wireType == ProtobufReader.FIXED32) {
                out.float32(field.number, Float.intBitsToFloat((int) field.value));
            } else out.bytes(field.number, field.bytes);
        }
        return out;
    }
}
