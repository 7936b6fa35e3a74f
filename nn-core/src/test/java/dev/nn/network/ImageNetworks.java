package dev.nn.network;

import dev.nn.activation.Activation;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Small networks of images, each with a kind of layer or a shape of its own, for tests that must hold for all of them. */
public final class ImageNetworks {
    private ImageNetworks() {}

    private static Arguments network(String name, NetworkBuilder builder) {
        return Arguments.of(name, builder);
    }

    /** Names and builders; each network has 3 outputs, and none has dropout. */
    public static Stream<Arguments> all() {
        return Stream.of(
                network(
                        "convolution",
                        image().convolution(4, 3).activation(Activation.TANH).dense(3)),
                network(
                        "window, stride, dilation, padding all lopsided",
                        Network.image(9, 7, 2)
                                .convolution(3, 3, 2)
                                .stride(2, 1)
                                .dilation(1, 2)
                                .padding(1, 0, 2, 1)
                                .activation(Activation.GELU)
                                .dense(3)),
                network(
                        "groups",
                        Network.image(5, 4, 6)
                                .convolution(4, 3)
                                .padding(1)
                                .groups(2)
                                .dense(3)),
                network(
                        "depthwise",
                        image().depthwise(3)
                                .padding(1)
                                .activation(Activation.SILU)
                                .dense(3)),
                network(
                        "one by one",
                        image().convolution(5, 1).activation(Activation.TANH).dense(3)),
                network(
                        "two convolutions",
                        image().convolution(4, 3).padding(1).convolution(3, 2).dense(3)),
                network("convolution last", Network.image(3, 3, 2).convolution(3, 3)),
                network(
                        "max pool",
                        image().convolution(4, 3).padding(1).maxPool(2).dense(3)),
                network(
                        "max pool 3×2 with padding, stride and ceiling",
                        image().convolution(3, 1)
                                .maxPool(3, 2)
                                .stride(2)
                                .padding(1, 0)
                                .ceil()
                                .dense(3)),
                network(
                        "max pool dilated",
                        image().convolution(3, 1)
                                .maxPool(2)
                                .stride(1)
                                .dilation(2)
                                .dense(3)),
                network("average pool", image().convolution(4, 3).averagePool(2).dense(3)),
                network(
                        "average pool that counts its padding",
                        image().convolution(3, 1)
                                .averagePool(3)
                                .stride(2)
                                .padding(1)
                                .dense(3)),
                network(
                        "average pool that leaves padding out",
                        image().convolution(3, 1)
                                .averagePool(3)
                                .stride(2)
                                .padding(1)
                                .ceil()
                                .countPadding(false)
                                .dense(3)),
                network(
                        "average pool beyond its padding",
                        image().convolution(3, 1)
                                .averagePool(2)
                                .stride(2)
                                .padding(1, 0, 1, 1)
                                .ceil()
                                .dense(3)),
                network(
                        "global average",
                        image().convolution(5, 3).globalAveragePool().dense(3)),
                network(
                        "batch norm",
                        image().convolution(4, 3)
                                .batchNorm()
                                .activation(Activation.TANH)
                                .dense(3)),
                network(
                        "batch norm first",
                        image().batchNorm().convolution(4, 3).dense(3)),
                network(
                        "batch norm behind pooling",
                        image().convolution(4, 3).maxPool(2).batchNorm().dense(3)),
                network(
                        "batch norm of rows",
                        Network.input(7)
                                .dense(9)
                                .batchNorm()
                                .activation(Activation.GELU)
                                .dense(3)),
                network("batch norm last", Network.input(7).dense(3).batchNorm(1e-3, 0.3)),
                network(
                        "layer norm",
                        Network.input(7)
                                .dense(9)
                                .layerNorm()
                                .activation(Activation.TANH)
                                .dense(3)),
                network(
                        "layer norm of images",
                        image().convolution(2, 3).layerNorm(1e-3).dense(3)),
                network(
                        "activation by itself",
                        image().convolution(3, 2)
                                .averagePool(2)
                                .activation(Activation.RELU)
                                .dense(3)),
                network(
                        "add",
                        image().convolution(4, 3)
                                .add(b -> b.convolution(4, 3).padding(1))
                                .dense(3)),
                network(
                        "add first",
                        image().add(b -> b.convolution(2, 3).padding(1).batchNorm())
                                .dense(3)),
                network(
                        "add of rows",
                        Network.input(5)
                                .add(b -> b.dense(8, Activation.TANH).dense(5))
                                .dense(3)),
                network(
                        "add with a shortcut",
                        image().convolution(3, 3)
                                .batchNorm()
                                .activation(Activation.TANH)
                                .add(
                                        b -> b.convolution(6, 3)
                                                .padding(1)
                                                .stride(2)
                                                .batchNorm()
                                                .activation(Activation.TANH)
                                                .convolution(6, 3)
                                                .padding(1)
                                                .batchNorm(),
                                        s -> s.convolution(6, 1).stride(2).batchNorm())
                                .activation(Activation.TANH)
                                .globalAveragePool()
                                .dense(3)),
                network(
                        "add within add",
                        image().add(
                                        b -> b.add(c -> c.convolution(2, 3).padding(1), c -> c.batchNorm())
                                                .convolution(2, 1),
                                        s -> s.add(c -> c.convolution(2, 1)).batchNorm())
                                .dense(3)),
                network(
                        "a shortcut that ends in a sum",
                        image().add(b -> b.batchNorm(), s -> s.add(c -> c.batchNorm()))
                                .dense(3)),
                network(
                        "concat of rows",
                        Network.input(5)
                                .concat(
                                        x -> x,
                                        b -> b.dense(4, Activation.TANH),
                                        b -> b.dense(3).batchNorm())
                                .dense(3)),
                network(
                        "concat with x in the middle, in a row",
                        Network.input(4)
                                .dense(6, Activation.GELU)
                                .concat(
                                        b -> b.dense(2),
                                        x -> x,
                                        b -> b.dense(8, Activation.SILU).dense(3))
                                .concat(b -> b.dense(1, Activation.TANH), x -> x)
                                .dense(3)),
                network(
                        "concat last, with a sum within",
                        Network.input(6)
                                .concat(
                                        b -> b.add(c -> c.dense(6, Activation.TANH))
                                                .dense(1),
                                        b -> b.concat(x -> x, c -> c.dense(2)).dense(2, Activation.SIGMOID))),
                network(
                        "concat of images",
                        image().concat(
                                        x -> x,
                                        b -> b.convolution(3, 3).padding(1).activation(Activation.TANH))
                                .convolution(4, 2)
                                .concat(
                                        b -> b.convolution(2, 3).stride(2).batchNorm(),
                                        b -> b.maxPool(3).stride(2),
                                        b -> b.add(c -> c.convolution(4, 1))
                                                .convolution(1, 3)
                                                .stride(2))
                                .dense(3)),
                network(
                        "flatten said",
                        image().convolution(2, 2).flatten().dense(4).softmax().dense(3)));
    }

    private static NetworkBuilder image() {
        return Network.image(6, 5, 2);
    }

    /** The builders alone. */
    public static List<NetworkBuilder> builders() {
        return all().map(arguments -> (NetworkBuilder) arguments.get()[1]).toList();
    }

    /** Gaussian values. */
    public static float[] values(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }
}
