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
import dev.nn.network.ImageShape;
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
 * The types are {@code dense}, {@code dropout}, {@code softmax}, {@code log-softmax}, {@code formula} with the
 * {@linkplain Expression#lines lines} of its {@code expression}, and those of {@link ImageLayers}; activations have their
 * {@linkplain Activation#name names}, {@code leaky-relu} a {@code slope}, {@code elu} an {@code alpha}. The input of a
 * network of images is a list of height, width and channels.
 */
final class Architecture {
    private static final int VERSION = 1;

    static final String TYPE = "type";
    private static final String DENSE = "dense";
    private static final String OUT = "out";
    static final String ACTIVATION = "activation";
    private static final String SLOPE = "slope";
    private static final String ALPHA = "alpha";
    static final String DROPOUT = "dropout";
    static final String RATE = "rate";
    private static final String SOFTMAX = "softmax";
    private static final String LOG_SOFTMAX = "log-softmax";
    static final String INPUT = "input";
    static final String LAYERS = "layers";
    private static final String FORMULA = "formula";
    private static final String EXPRESSION = "expression";

    /** Floats that all formulas may take for a row, besides some for each character that describes them. */
    private static final long FORMULA_FLOATS = 1 << 20;

    private Architecture() {}

    /** The JSON of a network. */
    static String write(Network network) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        ImageShape image = network.image();
        json.put(INPUT, image == null ? network.in() : List.of(image.height(), image.width(), image.channels()));
        json.put(LAYERS, write(network.layers()));
        return Json.write(json);
    }

    /** The JSON of layers one after the other. */
    static List<Object> write(List<Layer> layers) {
        List<Object> list = new ArrayList<>();
        for (Layer layer : layers) list.add(write(layer));
        return list;
    }

    private static Map<String, Object> write(Layer layer) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (layer) {
            case Dense dense -> {
                json.put(TYPE, DENSE);
                json.put(OUT, dense.out());
                write(dense.activation(), json);
            }
            case Dropout dropout
            when !dropout.isSpatial() -> {
                json.put(TYPE, DROPOUT);
                json.put(RATE, dropout.rate());
            }
            case Formula formula -> {
                json.put(TYPE, FORMULA);
                json.put(EXPRESSION, formula.expression().lines());
            }
            case Softmax softmax -> json.put(TYPE, softmax.log() ? LOG_SOFTMAX : SOFTMAX);
            default -> ImageLayers.write(layer, json);
        }
        return json;
    }

    /** An activation with its parameters. */
    static void write(Activation activation, Map<String, Object> json) {
        json.put(ACTIVATION, activation.name());
        if (activation instanceof LeakyRelu leaky) json.put(SLOPE, leaky.slope());
        if (activation instanceof Elu elu) json.put(ALPHA, elu.alpha());
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
        NetworkBuilder network = input(json);
        List<JsonMembers> layers = json.objects(LAYERS);
        if (layers.isEmpty()) throw new IllegalArgumentException("layers: at least one is needed");
        new Reading(most, FORMULA_FLOATS + 8L * text.length()).layers(layers, network);
        long count = network.parameterCount();
        if (count > most) {
            throw json.wrong(LAYERS, "at most %d parameters".formatted(most), count);
        }
        return network;
    }

    private static NetworkBuilder input(JsonMembers json) {
        if (!json.isList(INPUT)) return Network.input(json.integer(INPUT, 1, Integer.MAX_VALUE));
        int[] shape = json.integers(INPUT, 3, 1, Integer.MAX_VALUE);
        return Network.image(shape[0], shape[1], shape[2]);
    }

    /** The layers as they are read, and how much they may still take. */
    static final class Reading {
        private final long most;
        private long floats;

        Reading(long most, long floats) {
            this.most = most;
            this.floats = floats;
        }

        NetworkBuilder layers(List<JsonMembers> layers, NetworkBuilder network) {
            for (JsonMembers layer : layers) layer(layer, network);
            return network;
        }

        private void layer(JsonMembers layer, NetworkBuilder network) {
            switch (layer.string(TYPE)) {
                case DENSE -> {
                    int out = layer.integer(OUT, 1, Integer.MAX_VALUE);
                    if (out > most) throw layer.wrong(OUT, "at most %d parameters".formatted(most), out);
                    network.dense(out, activation(layer));
                }
                case DROPOUT -> network.dropout(layer.number(RATE));
                case SOFTMAX -> network.softmax();
                case LOG_SOFTMAX -> network.logSoftmax();
                case FORMULA -> {
                    Expression expression = Expression.parse(layer.strings(EXPRESSION), floats);
                    floats -= expression.registers();
                    network.formula(expression);
                }
                default -> {
                    if (!ImageLayers.read(layer, network, this)) {
                        String known = String.join(", ", DENSE, DROPOUT, SOFTMAX, LOG_SOFTMAX, FORMULA);
                        throw layer.wrong(TYPE, "one of " + known + ", " + ImageLayers.TYPES, layer.string(TYPE));
                    }
                }
            }
        }
    }

    static Activation activation(JsonMembers layer) {
        Activation activation = Activation.named(layer.string(ACTIVATION));
        return switch (activation) {
            case LeakyRelu unused -> new LeakyRelu((float) layer.number(SLOPE));
            case Elu unused -> new Elu((float) layer.number(ALPHA));
            default -> activation;
        };
    }
}
