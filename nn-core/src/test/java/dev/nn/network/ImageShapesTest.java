package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The builder of networks of images: what it makes, and one line for what it can't. */
class ImageShapesTest {
    private static Network build(NetworkBuilder builder) {
        return builder.build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    @Test
    void leNetIsWhatOneExpects() {
        Network network = build(Network.image(28, 28, 1)
                .convolution(16, 5)
                .padding(2)
                .activation(Activation.RELU)
                .maxPool(2)
                .convolution(32, 5)
                .padding(2)
                .activation(Activation.RELU)
                .maxPool(2)
                .dense(128, Activation.RELU)
                .dense(10));
        assertThat(network)
                .hasToString("convolution 28×28×1→28×28×16, 5×5 padding 2 relu, max pool 28×28×16→14×14×16, 2×2,"
                        + " convolution 14×14×16→14×14×32, 5×5 padding 2 relu, max pool 14×14×32→7×7×32, 2×2,"
                        + " flatten 7×7×32→1568, dense 1568→128 relu, dense 128→10 identity");
        assertThat(network.parameterCount()).isEqualTo(25 * 16 + 16 + 400 * 32 + 32 + 1568 * 128 + 128 + 1290);
        assertThat(network.image()).isEqualTo(new ImageShape(28, 28, 1));
        assertThat(network.in()).isEqualTo(784);
        assertThat(build(Network.input(3).dense(2)).image()).isNull();
    }

    @Test
    void activationsGoToTheLayerBeforeWhereTheyCan() {
        assertThat(build(Network.input(3).dense(2).activation(Activation.TANH))).hasToString("dense 3→2 tanh");
        assertThat(build(Network.input(3).dense(2, Activation.TANH).activation(Activation.RELU)))
                .hasToString("dense 3→2 tanh, relu");
        assertThat(build(Network.input(3).dense(2).activation(Activation.IDENTITY)))
                .hasToString("dense 3→2 identity");
    }

    private static Arguments wrong(ThrowingCallable action, String message) {
        return Arguments.of(message, action);
    }

    static Stream<Arguments> mistakes() {
        int many = 50_000;
        return Stream.of(
                wrong(
                        () -> build(Network.image(3, 3, 1).convolution(4, 5).dense(2)),
                        "layer 1: convolution 5×5 on 3×3 without padding leaves nothing"),
                wrong(
                        () -> build(Network.image(8, 8, 1)
                                .convolution(4, 3)
                                .maxPool(7)
                                .dense(2)),
                        "layer 2: max pool 7×7 on 6×6 without padding leaves nothing"),
                wrong(
                        () -> build(Network.image(8, 8, 1)
                                .averagePool(3)
                                .dilation(4)
                                .dense(2)),
                        "layer 1: average pool 3×3 with dilation 4×4 on 8×8 without padding leaves nothing"),
                wrong(
                        () -> build(Network.image(4, 4, 3).convolution(4, 3).groups(2)),
                        "layer 1: groups must divide channels and filters, were 2 groups of 3 channels and 4 filters"),
                wrong(
                        () -> build(Network.image(4, 4, 4).convolution(5, 3).groups(2)),
                        "layer 1: groups must divide channels and filters, were 2 groups of 4 channels and 5 filters"),
                wrong(
                        () -> Network.image(many, many, 1),
                        "an image of 50000×50000×1: 2,500,000,000 numbers, more than an array holds (2,147,483,639)"),
                wrong(
                        () -> Network.image(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                        "an image of 2147483647×2147483647×2147483647: 4,611,686,014,132,420,609 numbers,"
                                + " more than an array holds (2,147,483,639)"),
                wrong(
                        () -> build(Network.image(4, 4, 1).concat(x -> x, b -> b.convolution(2, 3))),
                        "layer 1 (concat): 4×4×1 and 2×2×2 don't stand side by side: give all branches one height and"
                                + " width, or flatten them"),
                wrong(
                        () -> build(Network.input(3).concat(x -> x, b -> b.maxPool(2))),
                        "layer 1 (concat), branch 2, its layer 1 (max pool 2×2) needs images and gets 3 values: begin with"
                                + " Network.image(height, width, channels)"),
                wrong(
                        () -> build(Network.input(3).concat(x -> x, x -> x)),
                        "layer 1 (concat): at least two branches are needed, one of them with layers"),
                wrong(
                        () -> build(Network.input(3).concat(b -> b.dense(2))),
                        "layer 1 (concat): at least two branches are needed, one of them with layers"),
                wrong(() -> Network.image(0, 4, 1), "an image needs at least 1 row, 1 column and 1 channel, was 0×4×1"),
                wrong(() -> Network.image(4, 4, 1).convolution(0, 3), "a convolution needs at least 1 filter, was 0"),
                wrong(() -> Network.image(4, 4, 1).convolution(1, 0), "window must be at least 1×1, was 0×0"),
                wrong(() -> Network.image(4, 4, 1).maxPool(2).stride(0), "stride must be at least 1×1, was 0×0"),
                wrong(
                        () -> Network.image(4, 4, 1).convolution(1, 3).dilation(1, -1),
                        "dilation must be at least 1×1, was 1×-1"),
                wrong(
                        () -> Network.image(4, 4, 1).convolution(1, 3).padding(-1),
                        "padding must not be negative, was -1 above, -1 left, -1 below, -1 right"),
                wrong(
                        () -> build(Network.image(4, 4, 1).maxPool(2).padding(2)),
                        "layer 1: max pool 2×2 on 4×4: at some positions its window sees nothing but padding"),
                wrong(
                        () -> build(Network.image(40, 40, 1).maxPool(41)),
                        "layer 1: max pool 41×41 on 40×40 without padding leaves nothing"),
                wrong(
                        () -> build(Network.input(784).convolution(4, 3)),
                        "layer 1 (convolution 3×3) needs images and gets 784 values: begin with Network.image(height, width,"
                                + " channels)"),
                wrong(
                        () -> build(Network.image(4, 4, 1).dense(9).maxPool(2)),
                        "layer 3 (max pool 2×2) needs images and gets 9 values: begin with Network.image(height, width,"
                                + " channels)"),
                wrong(
                        () -> build(Network.image(4, 4, 1).add(b -> b.convolution(2, 3))),
                        "layer 1 (add): the branch gives 2×2×2, the shortcut 4×4×1: give the shortcut a convolution 1×1 with"
                                + " the stride and filters that make them equal"),
                wrong(
                        () -> build(Network.image(4, 4, 1)
                                .add(b -> b.convolution(2, 3).maxPool(3))),
                        "layer 1 (add), its layer 2: max pool 3×3 on 2×2 without padding leaves nothing"),
                wrong(
                        () -> build(Network.image(4, 4, 1).add(b -> b)),
                        "layer 1 (add): the branch needs at least one layer"),
                wrong(() -> Network.input(3).batchNorm(0, 0.1), "batch norm: epsilon must be positive, was 0.0"),
                wrong(() -> Network.input(3).batchNorm(1, 2), "batch norm: momentum must be in [0, 1], was 2.0"),
                wrong(() -> Network.input(3).layerNorm(Double.NaN), "layer norm: epsilon must be positive, was NaN"),
                wrong(() -> Network.image(3, 3, 1).spatialDropout(1), "dropout rate must be in [0, 1), was 1.0"),
                wrong(
                        () -> build(Network.image(3, 5, 1).dense(2)).predict(new float[16]),
                        "x must hold whole images of 3×5×1, 15 values, has 16"),
                wrong(
                        () -> build(Network.image(3, 5, 1).dense(2)).freeze().predict(new float[16]),
                        "x must hold whole images of 3×5×1, 15 values, has 16"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void oneLineForEachMistake(String message, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void whatIsSaidTooLateIsRefused() {
        ConvolutionBuilder early = Network.image(8, 8, 1).convolution(2, 3);
        early.maxPool(2);
        assertThatThrownBy(() -> early.padding(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("last layer");
    }
}
