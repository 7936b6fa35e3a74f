package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import dev.nn.text.Printable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph: an operator with the names of its input and output tensors.
 *
 * @param name of the node, often empty
 * @param operator its op_type
 * @param domain whose operator it is; empty for ONNX's own
 * @param inputs names of tensors; an empty name is an input left out
 * @param outputs names of tensors
 * @param attributes by name
 * @param source where it stands in the file
 */
public record OnnxNode(
        String name,
        String operator,
        String domain,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> attributes,
        ProtobufReader source) {
    /** The domain of classic machine learning, scikit-learn's converter's. */
    public static final String ML = "ai.onnx.ml";

    /** The domain of ONNX Runtime's own operators, which its optimiser writes. */
    public static final String MICROSOFT = "com.microsoft";

    /** The operator, with its domain if that isn't ONNX's own. */
    public String qualifiedOperator() {
        return domain.isEmpty() ? operator : domain + "." + operator;
    }

    /** What messages call the node. */
    public String describe() {
        String which = !name.isEmpty()
                ? "of node '%s'".formatted(shortened(name))
                : outputs.isEmpty() ? "without a name" : "that makes '%s'".formatted(shortened(outputs.getFirst()));
        return "operator %s %s".formatted(shortened(qualifiedOperator()), which);
    }

    /** A name as it can stand in one line, whatever a hostile file calls things. */
    public static String shortened(String name) {
        return Printable.shortened(name, 100);
    }

    /** The exception for this node. */
    public DataFormatException wrong(String expected, String found) {
        return source.wrong(describe(), source.offset(), expected, found);
    }

    /** The exception for an output that is there already. */
    public DataFormatException madeAgain(String output) {
        return wrong("a new tensor", "'%s' for the second time".formatted(shortened(output)));
    }

    /** The exception for an operator that isn't supported, or not in this place. */
    public DataFormatException unsupported() {
        return wrong("an operator that is supported in feed-forward networks", shortened(qualifiedOperator()));
    }

    public boolean is(String... operators) {
        return domain.isEmpty() && List.of(operators).contains(operator);
    }

    /** The only output that means anything here. */
    public String output() throws DataFormatException {
        if (outputs.isEmpty() || outputs.getFirst().isEmpty()) throw wrong("an output", "none");
        return outputs.getFirst();
    }

    /** Whether input {@code i} is there. */
    public boolean has(int i) {
        return i < inputs.size() && !inputs.get(i).isEmpty();
    }

    /** The name of input {@code i}. */
    public String input(int i) throws DataFormatException {
        if (!has(i)) throw wrong("at least %d inputs".formatted(i + 1), "input %d left out".formatted(i));
        return inputs.get(i);
    }

    public long integer(String attribute, long otherwise) throws DataFormatException {
        OnnxAttribute found = attributes.get(attribute);
        if (found == null) return otherwise;
        if (found.number() != found.integer()) throw wrongKind(attribute, "an integer");
        return found.integer();
    }

    public double number(String attribute, double otherwise) throws DataFormatException {
        OnnxAttribute found = attributes.get(attribute);
        if (found == null) return otherwise;
        if (!found.isNumber()) throw wrongKind(attribute, "a number");
        return found.number();
    }

    public String text(String attribute, String otherwise) throws DataFormatException {
        OnnxAttribute found = attributes.get(attribute);
        if (found == null) return otherwise;
        if (found.text() == null) throw wrongKind(attribute, "a string");
        return found.text();
    }

    /** A list of integers, or null if the attribute isn't there. */
    public long @Nullable [] integers(String attribute) throws DataFormatException {
        OnnxAttribute found = attributes.get(attribute);
        if (found == null) return null;
        if (found.integers() == null) throw wrongKind(attribute, "a list of integers");
        return found.integers();
    }

    /** A list of floats, empty if the attribute isn't there. */
    public float[] floats(String attribute) {
        OnnxAttribute found = attributes.get(attribute);
        return found == null ? new float[0] : found.floats();
    }

    private DataFormatException wrongKind(String attribute, String expected) {
        return wrong("attribute %s to be %s".formatted(attribute, expected), "something else");
    }
}
