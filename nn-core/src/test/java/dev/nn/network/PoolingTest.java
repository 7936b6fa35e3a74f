package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import org.junit.jupiter.api.Test;

/** Pooling of hand-made images, where ties, NaN and borders matter. */
class PoolingTest {
    private static final float NAN = Float.NaN;

    private static Network network(NetworkBuilder builder) {
        return builder.build(new ScalarDenseKernels());
    }

    /** dX for a gradient of 1, 2, 3 … of the outputs. */
    private static float[] gradient(Layer layer, float... x) {
        LayerPass pass = layer.newTrainingPass(1, Team.single(), new float[0]);
        pass.forwardTraining(1, Rows.of(x, x.length), 0);
        float[] dy = new float[layer.out()], dx = new float[layer.in()];
        for (int i = 0; i < dy.length; i++) dy[i] = i + 1;
        pass.backward(1, Rows.of(x, x.length), Rows.of(dy, dy.length), Rows.of(dx, dx.length), null);
        return dx;
    }

    private static Layer only(NetworkBuilder builder) {
        return network(builder).layers().getFirst();
    }

    @Test
    void theFirstOfEqualMaximaGetsTheGradient() {
        Layer pool = only(Network.image(2, 4, 1).maxPool(2));
        assertThat(gradient(pool, 5, 5, 0, 1, 5, 5, 2, 2)).containsExactly(1, 0, 0, 0, 0, 0, 2, 0);
        assertThat(gradient(pool, -0f, 0, 0, 0, 0, 0, 0, 0)).containsExactly(1, 0, 2, 0, 0, 0, 0, 0);
    }

    @Test
    void windowsThatOverlapAddTheirGradients() {
        Layer pool = only(Network.image(1, 4, 1).maxPool(1, 2).stride(1));
        assertThat(gradient(pool, 1, 3, 2, 0)).containsExactly(0, 3, 3, 0);
    }

    @Test
    void nanIsTheLargestAndInfinitiesAreNumbers() {
        Network pool = network(Network.image(2, 4, 1).maxPool(2));
        float inf = Float.POSITIVE_INFINITY;
        assertThat(pool.predict(new float[] {1, NAN, -inf, -inf, 2, 3, -inf, -inf}))
                .containsExactly(NAN, -inf);
        assertThat(pool.predict(new float[] {inf, 1, -1, -2, 2, 3, -3, -4})).containsExactly(inf, -1);
        assertThat(gradient(only(Network.image(2, 2, 1).maxPool(2)), 1, NAN, 7, 2))
                .containsExactly(0, 1, 0, 0);
    }

    @Test
    void paddingIsNeverTheMaximum() {
        Network pool = network(Network.image(2, 2, 1).maxPool(2).stride(1).padding(1));
        assertThat(pool.predict(new float[] {-1, -2, -3, -4})).containsExactly(-1, -1, -2, -1, -1, -2, -3, -3, -4);
    }

    @Test
    void channelsStayApart() {
        Network pool = network(Network.image(2, 2, 2).maxPool(2));
        assertThat(pool.predict(new float[] {1, -9, 2, -8, 3, -7, 4, -6})).containsExactly(4, -6);
        Network mean = network(Network.image(2, 2, 2).averagePool(2));
        assertThat(mean.predict(new float[] {1, -9, 2, -8, 3, -7, 4, -6})).containsExactly(2.5f, -7.5f);
    }

    @Test
    void meansCountTheirPaddingOrNot() {
        float[] x = {4, 8, 12, 16};
        NetworkBuilder with = Network.image(2, 2, 1).averagePool(2).stride(2).padding(1);
        assertThat(network(with).predict(x)).containsExactly(1, 2, 3, 4);
        NetworkBuilder without =
                Network.image(2, 2, 1).averagePool(2).stride(2).padding(1).countPadding(false);
        assertThat(network(without).predict(x)).containsExactly(4, 8, 12, 16);
    }

    /** Three pixels in windows of two: the second window has one pixel, and nothing beyond counts. */
    @Test
    void aLastWindowMayReachOverTheBorder() {
        assertThat(network(Network.image(1, 3, 1).averagePool(1, 2).ceil()).predict(new float[] {1, 3, 7}))
                .containsExactly(2, 7);
        assertThat(network(Network.image(1, 3, 1).maxPool(1, 2).ceil()).predict(new float[] {1, 3, 7}))
                .containsExactly(3, 7);
        assertThat(network(Network.image(1, 3, 1).maxPool(1, 2)).predict(new float[] {1, 3, 7}))
                .containsExactly(3);
        // A window that would begin behind the image doesn't count.
        NetworkBuilder behind = Network.image(1, 4, 1)
                .maxPool(1, 2)
                .stride(4)
                .padding(0, 0, 0, 1)
                .ceil();
        assertThat(network(behind).predict(new float[] {1, 3, 7, 9})).containsExactly(3);
    }

    @Test
    void theGlobalMeanIsOneOfEachChannel() {
        NetworkBuilder global = Network.image(2, 3, 2).globalAveragePool();
        assertThat(network(global).predict(new float[] {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60}))
                .containsExactly(3.5f, 35);
        assertThat(network(global)).hasToString("global average pool 2×3×2→1×1×2");
    }
}
