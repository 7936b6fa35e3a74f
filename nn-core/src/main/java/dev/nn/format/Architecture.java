package dev.nn.format;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import dev.nn.expression.Expression;
import dev.nn.json.Json;
import dev.nn.json.JsonMembers;
import dev.nn.network.Dense;
import dev.nn.network.Dropout;
import dev.nn.network.Formula;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.Softmax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers of a network as JSON, everything but the parameters:
 *
 * <pre>
 * {"version":1,"input":784,"layers":[
 *     {"type":"dense","out":256,"activation":"leaky-relu","slope":0.01},
 *     {"type":"dropout","rate":0.2},
 *     {"type":"dense","out":10,"activation":"identity"},
 *     {"type":"softmax"}]}
 * </pre>
 *
 * The types are {@code dense}, {@code dropout}, {@code softmax}, {@code log-softmax}, and {@code formula} with the
 * {@linkplain Expression#lines lines} of its {@code expression}; activations have their {@linkplain
 * Activation#name names}, {@code leaky-relu} a {@code slope}, {@code elu} an {@code alpha}.
 */
final class Architecture {
    private static final int VERSION = 1;

    private static final String TYPE = "type";
    private static final String DENSE = "dense";
    private static final String OUT = "out";
    private static final String ACTIVATION = "activation";
    private static final String SLOPE = "slope";
    private static final String ALPHA = "alpha";
    private static final String DROPOUT = "dropout";
    private static final String RATE = "rate";
    private static final String SOFTMAX = "softmax";
    private static final String LOG_SOFTMAX = "log-softmax";
    private static final String FORMULA = "formula";
    private static final String EXPRESSION = "expression";

    /** Floats that all formulas may take for a row, besides some for each character that describes them. */
    private static final long FORMULA_FLOATS = 1 << 20;

    private Architecture() {}

    /** The JSON of a network. */
    static String write(Network network) {
        List<Object> layers = new ArrayList<>();
        for (Layer layer : network.layers()) layers.add(write(layer));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("input", network.in());
        json.put("layers", layers);
        return Json.write(json);
    }

    private static Map<String, Object> write(Layer layer) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (layer) {
            case Dense dense -> {
                json.put(TYPE, DENSE);
                json.put(OUT, dense.out());
                json.put(ACTIVATION, dense.activation().name());
                if (dense.activation() instanceof LeakyRelu leaky) json.put(SLOPE, leaky.slope());
                if (dense.activation() instanceof Elu elu) json.put(ALPHA, elu.alpha());
            }
            case Dropout dropout -> {
                json.put(TYPE, DROPOUT);
                json.put(RATE, dropout.rate());
            }
            case Formula formula -> {
                json.put(TYPE, FORMULA);
                json.put(EXPRESSION, formula.expression().lines());
            }
            case Softmax softmax -> json.put(TYPE, softmax.log() ? LOG_SOFTMAX : SOFTMAX);
            default -> throw new IllegalArgumentException("files can't hold a layer of type " + layer.describe());
        }
        return json;
    }

    /**
     * The layers that a JSON text describes.
     *
     * @param most the most parameters that they may have
     * @throws IllegalArgumentException saying what in the text is wrong
     */
    static NetworkBuilder read(String text, long most) {
        JsonMembers json = JsonMembers.parse(text);
        json.integer("version", VERSION, VERSION);
        int width = json.integer("input", 1, Integer.MAX_VALUE);
        long parameters = 0, floats = FORMULA_FLOATS + 8L * text.length();
        NetworkBuilder network = Network.input(width);
        List<JsonMembers> layers = json.objects("layers");
        if (layers.isEmpty()) throw new IllegalArgumentException("layers: at least one is needed");
        for (JsonMembers layer : layers) {
            switch (layer.string(TYPE)) {
                case DENSE -> {
                    int out = layer.integer(OUT, 1, Integer.MAX_VALUE);
                    parameters += (width + 1L) * out;
                    if (parameters > most) throw layer.wrong(OUT, "at most %d parameters".formatted(most), out);
                    network.dense(out, activation(layer));
                    width = out;
                }
                case DROPOUT -> network.dropout(layer.number(RATE));
                case SOFTMAX -> network.softmax();
                case LOG_SOFTMAX -> network.logSoftmax();
                case FORMULA -> {
                    Expression expression = Expression.parse(layer.strings(EXPRESSION), floats);
                    floats -= expression.registers();
                    if (expression.in() != width) throw layer.wrong(EXPRESSION, width + " inputs", expression.in());
                    network.formula(expression);
                    width = expression.out();
                }
                default ->
                    throw layer.wrong(
                            TYPE,
                            "one of " + String.join(", ", DENSE, DROPOUT, SOFTMAX, LOG_SOFTMAX, FORMULA),
                            layer.string(TYPE));
            }
        }
        return network;
    }

    private static Activation activation(JsonMembers layer) {
        Activation activation = Activation.named(layer.string(ACTIVATION));
        return switch (activation) {
            case LeakyRelu unused -> new LeakyRelu((float) layer.number(SLOPE));
            case Elu unused -> new Elu((float) layer.number(ALPHA));
            default -> activation;
        };
    }
}
