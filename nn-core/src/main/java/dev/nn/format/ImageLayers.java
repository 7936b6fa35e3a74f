package dev.nn.format;

import dev.nn.json.JsonMembers;
import dev.nn.network.ActivationLayer;
import dev.nn.network.AveragePool;
import dev.nn.network.BatchNorm;
import dev.nn.network.ChannelOrder;
import dev.nn.network.Concat;
import dev.nn.network.Convolution;
import dev.nn.network.ConvolutionBuilder;
import dev.nn.network.Dropout;
import dev.nn.network.Embedding;
import dev.nn.network.Flatten;
import dev.nn.network.ImageShape;
import dev.nn.network.Layer;
import dev.nn.network.LayerNorm;
import dev.nn.network.MaxPool;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.OwnLayer;
import dev.nn.network.PoolBuilder;
import dev.nn.network.Residual;
import dev.nn.network.Slice;
import dev.nn.network.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The part of {@link Architecture} that is about images and normalisation:
 *
 * <pre>
 * {"type":"convolution","filters":16,"kernel":[5,5],"stride":[1,1],"dilation":[1,1],"padding":[2,2,2,2],"groups":1,
 *     "activation":"relu"}
 * {"type":"max-pool","kernel":[2,2],"stride":[2,2],"dilation":[1,1],"padding":[0,0,0,0],"ceil":false}
 * {"type":"average-pool", … ,"count-padding":true}
 * {"type":"batch-norm","epsilon":1.0E-5,"momentum":0.1}
 * {"type":"layer-norm","epsilon":1.0E-5}
 * {"type":"spatial-dropout","rate":0.1}
 * {"type":"activation","activation":"relu"}
 * {"type":"flatten"}
 * {"type":"channels-last"}
 * {"type":"channels-first"}
 * {"type":"add","branch":[…],"shortcut":[…]}
 * {"type":"concat","branches":[{"layers":[…]},{"layers":[…]}]}
 * {"type":"slice","from":0,"values":4}
 * {"type":"slice","from":4,"image":[28,28,1]}
 * {"type":"embedding","categories":50,"size":8}
 * {"type":"own","name":"mish","out":8,"parameters":0}
 * </pre>
 *
 * Padding is that above, to the left, below and to the right.
 */
final class ImageLayers {
    private static final String CONVOLUTION = "convolution";
    private static final String MAX_POOL = "max-pool";
    private static final String AVERAGE_POOL = "average-pool";
    private static final String BATCH_NORM = "batch-norm";
    private static final String LAYER_NORM = "layer-norm";
    static final String SPATIAL_DROPOUT = "spatial-dropout";
    private static final String ACTIVATION = "activation";
    private static final String FLATTEN = "flatten";
    private static final String CHANNELS_LAST = "channels-last";
    private static final String CHANNELS_FIRST = "channels-first";
    private static final String ADD = "add";
    private static final String CONCAT = "concat";
    private static final String SLICE = "slice";
    private static final String EMBEDDING = "embedding";

    /** All types, for messages. */
    static final String TYPES = String.join(
            ", ",
            CONVOLUTION,
            MAX_POOL,
            AVERAGE_POOL,
            BATCH_NORM,
            LAYER_NORM,
            SPATIAL_DROPOUT,
            ACTIVATION,
            FLATTEN,
            CHANNELS_LAST,
            CHANNELS_FIRST,
            ADD,
            CONCAT,
            SLICE,
            EMBEDDING);

    private static final String FILTERS = "filters";
    private static final String KERNEL = "kernel";
    private static final String STRIDE = "stride";
    private static final String DILATION = "dilation";
    private static final String PADDING = "padding";
    private static final String GROUPS = "groups";
    private static final String CEIL = "ceil";
    private static final String COUNT_PADDING = "count-padding";
    private static final String EPSILON = "epsilon";
    private static final String MOMENTUM = "momentum";
    private static final String BRANCH = "branch";
    private static final String SHORTCUT = "shortcut";
    private static final String BRANCHES = "branches";
    private static final String FROM = "from";
    private static final String VALUES = "values";
    private static final String IMAGE = "image";
    private static final String CATEGORIES = "categories";
    private static final String SIZE = "size";
    private static final String OWN = "own";
    private static final String NAME = "name";
    private static final String OUT = "out";
    private static final String PARAMETERS = "parameters";

    private ImageLayers() {}

    static void write(Layer layer, Map<String, Object> json) {
        switch (layer) {
            case Convolution convolution -> {
                json.put(Architecture.TYPE, CONVOLUTION);
                json.put(FILTERS, convolution.shape().filters());
                write(convolution.window(), json);
                json.put(GROUPS, convolution.shape().groups());
                Architecture.write(convolution.activation(), json);
            }
            case MaxPool pool -> {
                json.put(Architecture.TYPE, MAX_POOL);
                write(pool.window(), json);
                json.put(CEIL, pool.window().ceil());
            }
            case AveragePool pool -> {
                json.put(Architecture.TYPE, AVERAGE_POOL);
                write(pool.window(), json);
                json.put(CEIL, pool.window().ceil());
                json.put(COUNT_PADDING, pool.countPadding());
            }
            case BatchNorm norm -> {
                json.put(Architecture.TYPE, BATCH_NORM);
                json.put(EPSILON, norm.epsilon());
                json.put(MOMENTUM, norm.momentum());
            }
            case LayerNorm norm -> {
                json.put(Architecture.TYPE, LAYER_NORM);
                json.put(EPSILON, norm.epsilon());
            }
            case Dropout dropout -> {
                json.put(Architecture.TYPE, SPATIAL_DROPOUT);
                json.put(Architecture.RATE, dropout.rate());
            }
            case ActivationLayer activation -> {
                json.put(Architecture.TYPE, ACTIVATION);
                Architecture.write(activation.activation(), json);
            }
            case ChannelOrder order -> json.put(Architecture.TYPE, order.isToLast() ? CHANNELS_LAST : CHANNELS_FIRST);
            case Flatten unused -> json.put(Architecture.TYPE, FLATTEN);
            case Residual residual -> {
                json.put(Architecture.TYPE, ADD);
                json.put(BRANCH, Architecture.write(residual.branch()));
                json.put(SHORTCUT, Architecture.write(residual.shortcut()));
            }
            case Concat concat -> {
                json.put(Architecture.TYPE, CONCAT);
                List<Object> branches = new ArrayList<>();
                for (List<Layer> branch : concat.branches())
                    branches.add(Map.of(Architecture.LAYERS, Architecture.write(branch)));
                json.put(BRANCHES, branches);
            }
            case Slice slice -> {
                json.put(Architecture.TYPE, SLICE);
                json.put(FROM, slice.from());
                ImageShape image = slice.image();
                if (image == null) json.put(VALUES, slice.out());
                else json.put(IMAGE, List.of(image.height(), image.width(), image.channels()));
            }
            case Embedding embedding -> {
                json.put(Architecture.TYPE, EMBEDDING);
                json.put(CATEGORIES, embedding.categories());
                json.put(SIZE, embedding.size());
            }
            case OwnLayer own -> {
                json.put(Architecture.TYPE, OWN);
                json.put(NAME, own.function().name());
                json.put(OUT, own.out());
                json.put(PARAMETERS, own.parameterCount());
            }
            default -> throw new IllegalArgumentException("files can't hold a layer of type " + layer.describe());
        }
    }

    private static void write(Window window, Map<String, Object> json) {
        json.put(KERNEL, List.of(window.height(), window.width()));
        json.put(STRIDE, List.of(window.strideHeight(), window.strideWidth()));
        json.put(DILATION, List.of(window.dilationHeight(), window.dilationWidth()));
        json.put(PADDING, List.of(window.top(), window.left(), window.bottom(), window.right()));
    }

    /** Adds a layer; false if it isn't one of those known here. */
    static boolean read(JsonMembers layer, NetworkBuilder network, Architecture.Reading reading) {
        switch (layer.string(Architecture.TYPE)) {
            case CONVOLUTION -> convolution(layer, network);
            case MAX_POOL -> {
                int[] kernel = pair(layer, KERNEL);
                pool(layer, network.maxPool(kernel[0], kernel[1]));
            }
            case AVERAGE_POOL -> {
                int[] kernel = pair(layer, KERNEL);
                pool(layer, network.averagePool(kernel[0], kernel[1])).countPadding(layer.truth(COUNT_PADDING));
            }
            case BATCH_NORM -> network.batchNorm(layer.number(EPSILON), layer.number(MOMENTUM));
            case LAYER_NORM -> network.layerNorm(layer.number(EPSILON));
            case SPATIAL_DROPOUT -> network.spatialDropout(layer.number(Architecture.RATE));
            case ACTIVATION -> network.activationLayer(Architecture.activation(layer));
            case CHANNELS_LAST -> network.channelsLast();
            case CHANNELS_FIRST -> network.channelsFirst();
            case FLATTEN -> network.flatten();
            case ADD -> {
                List<JsonMembers> branch = layer.objects(BRANCH), shortcut = layer.objects(SHORTCUT);
                network.add(inner -> reading.layers(branch, inner), inner -> reading.layers(shortcut, inner));
            }
            case CONCAT -> {
                List<UnaryOperator<NetworkBuilder>> branches = new ArrayList<>();
                for (JsonMembers branch : layer.objects(BRANCHES)) {
                    List<JsonMembers> layers = branch.objects(Architecture.LAYERS);
                    branches.add(inner -> reading.layers(layers, inner));
                }
                network.concat(branches);
            }
            case SLICE -> {
                int from = layer.integer(FROM, 0, Integer.MAX_VALUE);
                if (layer.isList(IMAGE)) {
                    int[] shape = layer.integers(IMAGE, 3, 1, Integer.MAX_VALUE);
                    network.slice(from, new ImageShape(shape[0], shape[1], shape[2]));
                } else {
                    network.slice(from, layer.integer(VALUES, 1, Integer.MAX_VALUE));
                }
            }
            case EMBEDDING ->
                network.embedding(
                        layer.integer(CATEGORIES, 1, Integer.MAX_VALUE), layer.integer(SIZE, 1, Integer.MAX_VALUE));
            case OWN ->
                throw new IllegalArgumentException(
                        ("a layer '%s' of somebody's own, whose code is not in the file: give"
                                        + " all layers, as in Safetensors.readNetwork(path, Network.input(…).dense(…).layer(…))")
                                .formatted(layer.string(NAME)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void convolution(JsonMembers layer, NetworkBuilder network) {
        int[] kernel = pair(layer, KERNEL), stride = pair(layer, STRIDE), dilation = pair(layer, DILATION);
        int[] padding = layer.integers(PADDING, 4, 0, Integer.MAX_VALUE);
        int filters = layer.integer(FILTERS, 1, Integer.MAX_VALUE);
        ConvolutionBuilder convolution = network.convolution(filters, kernel[0], kernel[1])
                .stride(stride[0], stride[1])
                .dilation(dilation[0], dilation[1])
                .padding(padding[0], padding[1], padding[2], padding[3])
                .groups(layer.integer(GROUPS, 1, Integer.MAX_VALUE));
        convolution.activation(Architecture.activation(layer));
    }

    private static PoolBuilder pool(JsonMembers layer, PoolBuilder pool) {
        int[] stride = pair(layer, STRIDE), dilation = pair(layer, DILATION);
        int[] padding = layer.integers(PADDING, 4, 0, Integer.MAX_VALUE);
        pool.stride(stride[0], stride[1]).dilation(dilation[0], dilation[1]);
        pool.padding(padding[0], padding[1], padding[2], padding[3]);
        return layer.truth(CEIL) ? pool.ceil() : pool;
    }

    private static int[] pair(JsonMembers layer, String key) {
        return layer.integers(key, 2, 1, Integer.MAX_VALUE);
    }
}
