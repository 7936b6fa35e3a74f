package dev.nn.format;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.network.AveragePool;
import dev.nn.network.BatchNorm;
import dev.nn.network.ChannelOrder;
import dev.nn.network.Concat;
import dev.nn.network.Convolution;
import dev.nn.network.Dense;
import dev.nn.network.Embedding;
import dev.nn.network.Flatten;
import dev.nn.network.ImageShape;
import dev.nn.network.Layer;
import dev.nn.network.LayerNorm;
import dev.nn.network.MaxPool;
import dev.nn.network.Network;
import dev.nn.network.OwnLayer;
import dev.nn.network.Residual;
import dev.nn.network.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a network as PyTorch's {@code state_dict} has it: a name and tensors.
 *
 * <p>PyTorch puts the channels of images first, here they are last. So the weights of a convolution stand in another order
 * there, and so do the inputs of the dense layer behind a {@link Flatten}, and whatever else has a number for each of them.
 *
 * @param name of the module
 * @param layer itself
 * @param order the image whose values the layer's inputs are; null if they have no places in one
 * @param isFlat whether the image has been flattened
 */
record StateLayer(String name, Layer layer, @Nullable ImageShape order, boolean isFlat) {
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";
    static final String MEAN = "running_mean";
    static final String VARIANCE = "running_var";
    static final String BATCHES = "num_batches_tracked";

    /** All of a layer of somebody's own. */
    static final String PARAMETERS = "parameters";

    /** Where a value of a tensor stands here. Classes and no lambdas, because a quick start comes by. */
    interface Place {
        /** Index in the network's array of the value at index {@code i} of the tensor. */
        int index(int i);
    }

    /** One value after the other, or in the order of an image. */
    private record Run(int first, @Nullable ImageShape order) implements Place {
        @Override
        public int index(int i) {
            return first + (order == null ? i : order.fromChannelsFirst(i));
        }
    }

    /** Outputs × inputs. */
    private record DenseWeights(
            Affine affine, int in, @Nullable ImageShape order) implements Place {
        @Override
        public int index(int i) {
            int input = order == null ? i % in : order.fromChannelsFirst(i % in);
            return affine.weights() + affine.layout().index(input, i / in);
        }
    }

    /** Filters × channels of a group × height × width. */
    private record Filters(Affine affine, int channels, int pixels) implements Place {
        @Override
        public int index(int i) {
            int channel = i / pixels % channels, row = i % pixels * channels + channel;
            return affine.weights() + affine.layout().index(row, i / (channels * pixels));
        }
    }

    /**
     * A tensor of the layer.
     *
     * @param kind the last part of its name
     */
    record Tensor(String kind, long[] shape, Place place) {
        /** Number of values. */
        int count() {
            long count = 1;
            for (long size : shape) count *= size;
            return (int) count;
        }

        /** The values in the tensor's order. */
        float[] read(float[] parameters) {
            float[] values = new float[count()];
            for (int i = 0; i < values.length; i++) values[i] = parameters[place.index(i)];
            return values;
        }

        /** Puts values in the tensor's order to their places. */
        void write(float[] values, float[] parameters) {
            for (int i = 0; i < values.length; i++) parameters[place.index(i)] = values[i];
        }
    }

    /** All layers of a network that have tensors, in order. */
    static List<StateLayer> of(Network network) {
        List<StateLayer> layers = new ArrayList<>();
        new Walk(layers, network.image(), false).through(network.layers(), "");
        return layers;
    }

    /** Convolutions and dense layers have weights, normalisations one factor and one summand for each channel or value. */
    List<Tensor> tensors() {
        if (layer instanceof Dense dense) return dense(dense);
        if (layer instanceof Convolution convolution) return convolution(convolution);
        if (layer instanceof BatchNorm norm) return batchNorm(norm);
        if (layer instanceof Embedding embedding) {
            long[] shape = {embedding.categories(), embedding.size()};
            return List.of(new Tensor(WEIGHT, shape, new Run(embedding.first(), null)));
        }
        if (layer instanceof OwnLayer own) {
            return List.of(new Tensor(PARAMETERS, new long[] {own.parameterCount()}, new Run(own.first(), null)));
        }
        return layerNorm((LayerNorm) layer);
    }

    private List<Tensor> dense(Dense dense) {
        Affine affine = dense.parameters();
        int in = dense.in(), out = dense.out();
        return List.of(
                new Tensor(WEIGHT, new long[] {out, in}, new DenseWeights(affine, in, order)), bias(affine, out));
    }

    private static Tensor bias(Affine affine, int count) {
        return new Tensor(BIAS, new long[] {count}, new Run(affine.bias(), null));
    }

    private static List<Tensor> convolution(Convolution convolution) {
        ConvolutionShape shape = convolution.shape();
        int channels = shape.groupChannels(), height = shape.kernelHeight(), width = shape.kernelWidth();
        long[] sizes = {shape.filters(), channels, height, width};
        Affine affine = convolution.parameters();
        return List.of(
                new Tensor(WEIGHT, sizes, new Filters(affine, channels, height * width)),
                bias(affine, shape.filters()));
    }

    private List<Tensor> batchNorm(BatchNorm norm) {
        Affine affine = norm.parameters();
        long[] shape = {norm.channels()};
        // Of rows that were images each value is a channel, and of images the channels have one order everywhere.
        ImageShape channels = isFlat ? order : null;
        return List.of(
                new Tensor(WEIGHT, shape, new Run(affine.weights(), channels)),
                new Tensor(BIAS, shape, new Run(affine.bias(), channels)),
                new Tensor(MEAN, shape, new Run(norm.mean(0), channels)),
                new Tensor(VARIANCE, shape, new Run(norm.variance(0), channels)),
                new Tensor(BATCHES, new long[0], new Run(norm.batches(), null)));
    }

    private List<Tensor> layerNorm(LayerNorm norm) {
        Affine affine = norm.parameters();
        long[] shape = order == null || isFlat
                ? new long[] {norm.in()}
                : new long[] {order.channels(), order.height(), order.width()};
        return List.of(
                new Tensor(WEIGHT, shape, new Run(affine.weights(), order)),
                new Tensor(BIAS, shape, new Run(affine.bias(), order)));
    }

    /** What kind of module it is, with its sizes: the same text as that of {@link StateModule#shape}. */
    String shape() {
        Tensor weight = tensors().getFirst();
        return StateModule.shape(weight.shape(), layer instanceof BatchNorm);
    }

    /** The way through a network's layers, with what the order of the values is there. */
    private static final class Walk {
        private final List<StateLayer> layers;
        private @Nullable ImageShape order;
        private boolean isFlat;
        private boolean isChannelsFirst;

        Walk(List<StateLayer> layers, @Nullable ImageShape order, boolean isFlat) {
            this.layers = layers;
            this.order = order;
            this.isFlat = isFlat;
        }

        /** Numbers layers as {@code torch.nn.Sequential} does, where an activation is a module of its own. */
        void through(List<Layer> sequence, String prefix) {
            int number = 0;
            for (Layer layer : sequence) {
                through(layer, prefix + number);
                number++;
                if (layer instanceof Dense dense && !dense.activation().equals(Activation.IDENTITY)) number++;
                if (layer instanceof Convolution convolution
                        && !convolution.activation().equals(Activation.IDENTITY)) number++;
            }
        }

        private void through(Layer layer, String name) {
            // Not a switch over types, whose first use in a JVM takes tens of milliseconds: a quick start comes by.
            if (layer instanceof Residual residual) {
                requireKnownOrder(residual);
                Walk side = new Walk(layers, order, isFlat);
                through(residual.branch(), name + ".branch.");
                side.through(residual.shortcut(), name + ".shortcut.");
            } else if (layer instanceof Concat concat) {
                requireKnownOrder(concat);
                concat(concat, name);
            } else if (layer instanceof ChannelOrder channels) {
                isChannelsFirst = !channels.isToLast();
            } else if (layer instanceof Flatten flatten) {
                order = isChannelsFirst ? null : flatten.image();
                isFlat = true;
            } else if (layer instanceof Slice slice) {
                order = slice.image();
                isFlat = order == null;
            } else if (layer instanceof MaxPool pool) {
                order = pool.shape();
            } else if (layer instanceof AveragePool pool) {
                order = pool.shape();
            } else if (layer.parameterCount() > 0) {
                layers.add(new StateLayer(name, layer, order, isFlat));
                if (layer instanceof Convolution convolution) order = convolution.result();
                if (layer instanceof Dense || layer instanceof Embedding) order = null;
            } else if (layer.in() != layer.out()) {
                order = null;
            }
        }

        private void requireKnownOrder(Layer layer) {
            if (isFlat && order != null && order.pixels() > 1 && order.channels() > 1) {
                throw new IllegalArgumentException(
                        "files can't hold a flattened image directly in front of branches or at the end of one ("
                                + layer.describe() + "), whose values have another order in PyTorch");
            }
        }

        private void concat(Concat concat, String name) {
            ImageShape joined = null;
            for (int i = 0; i < concat.branches().size(); i++) {
                Walk way = new Walk(layers, order, isFlat);
                way.through(concat.branches().get(i), name + ".branches." + i + ".");
                way.requireKnownOrder(concat);
                if (way.isFlat || way.order == null) continue;
                int channels = concat.out() / concat.pixels();
                joined = new ImageShape(way.order.height(), way.order.width(), channels);
            }
            order = joined;
            isFlat |= joined == null;
        }
    }
}
