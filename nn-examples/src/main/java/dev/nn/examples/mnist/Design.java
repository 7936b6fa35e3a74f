package dev.nn.examples.mnist;

import dev.nn.activation.Activation;
import dev.nn.network.ImageShape;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The networks that can be trained on digits. */
enum Design {
    /** Dense layers only. */
    MLP {
        @Override
        NetworkBuilder network(ImageShape image, List<Integer> hidden, Activation activation, double dropout) {
            NetworkBuilder builder = Network.input(image.size());
            return dense(builder, hidden, activation, dropout);
        }
    },

    /**
     * Two convolutions with pooling behind each, then a dense layer.
     *
     * <p>LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition. Proc. IEEE 86, 1998; here
     * with more filters, max pooling, dropout before and behind hidden dense layers, and today's activations.
     */
    LENET {
        @Override
        NetworkBuilder network(ImageShape image, List<Integer> hidden, Activation activation, double dropout) {
            NetworkBuilder builder = Network.image(image.height(), image.width(), image.channels())
                    .convolution(16, 5)
                    .padding(2)
                    .activation(activation)
                    .maxPool(2)
                    .convolution(32, 5)
                    .padding(2)
                    .activation(activation)
                    .maxPool(2);
            if (dropout > 0) builder.dropout(dropout);
            return dense(builder, hidden, activation, dropout);
        }
    },

    /**
     * A residual network of eight layers with weights: a convolution, three blocks of two, and a dense layer.
     *
     * <p>He, Zhang, Ren, Sun: Deep residual learning for image recognition. CVPR 2016, section 4.2 with n = 1.
     */
    RESNET8 {
        @Override
        NetworkBuilder network(ImageShape image, List<Integer> hidden, Activation activation, double dropout) {
            NetworkBuilder builder = Network.image(image.height(), image.width(), image.channels())
                    .convolution(16, 3)
                    .padding(1)
                    .batchNorm()
                    .activation(activation)
                    .add(b -> twoConvolutions(b, 16, 1, activation))
                    .activation(activation)
                    .add(b -> twoConvolutions(b, 32, 2, activation), s -> shortcut(s, 32))
                    .activation(activation)
                    .add(b -> twoConvolutions(b, 64, 2, activation), s -> shortcut(s, 64))
                    .activation(activation)
                    .globalAveragePool();
            if (dropout > 0) builder.dropout(dropout);
            return builder;
        }

        private static NetworkBuilder twoConvolutions(
                NetworkBuilder builder, int filters, int stride, Activation activation) {
            return builder.convolution(filters, 3)
                    .padding(1)
                    .stride(stride)
                    .batchNorm()
                    .activation(activation)
                    .convolution(filters, 3)
                    .padding(1)
                    .batchNorm();
        }

        private static NetworkBuilder shortcut(NetworkBuilder builder, int filters) {
            return builder.convolution(filters, 1).stride(2).batchNorm();
        }
    };

    /**
     * The layers but for the last.
     *
     * @param image what comes in
     * @param hidden widths of the dense layers before the last, where there are any
     * @param dropout behind dense layers, or before the last
     */
    abstract NetworkBuilder network(ImageShape image, List<Integer> hidden, Activation activation, double dropout);

    private static NetworkBuilder dense(
            NetworkBuilder builder, List<Integer> hidden, Activation activation, double dropout) {
        for (int width : hidden) {
            builder.dense(width, activation);
            if (dropout > 0) builder.dropout(dropout);
        }
        return builder;
    }

    /** The widths of the hidden dense layers where nothing else is asked for. */
    List<Integer> hidden() {
        return switch (this) {
            case MLP -> List.of(256, 128);
            case LENET -> List.of(128);
            case RESNET8 -> List.of();
        };
    }

    /** Share of hidden values that are dropped where nothing else is asked for. */
    double dropout() {
        return this == LENET ? 0.3 : 0;
    }

    /** Adam's learning rate where no other is asked for. */
    double adamRate() {
        return this == LENET ? 0.003 : 0.002;
    }

    /** How the learning rate goes on where nothing else is asked for. */
    String schedule() {
        return this == LENET ? "one-cycle" : "cosine";
    }

    /** How options name it. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The design of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    static Design named(String name) {
        for (Design design : values()) if (design.option().equals(name)) return design;
        List<String> known = Arrays.stream(values()).map(Design::option).toList();
        throw new IllegalArgumentException("unknown model '%s'; known: %s".formatted(name, String.join(", ", known)));
    }
}
