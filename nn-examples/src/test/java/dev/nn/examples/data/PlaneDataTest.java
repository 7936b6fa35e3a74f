package dev.nn.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generators: seeded, balanced, and with the properties that their comments state. */
class PlaneDataTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void cloudsKeepTheirGapAndReachIt(long seed) {
        PlaneData.Clouds clouds = PlaneData.clouds(100, 0.2, seed);
        double[] w = clouds.weights();
        assertThat(Math.hypot(w[1], w[2])).isCloseTo(1, within(1e-12));
        double nearest = IntStream.range(0, 100)
                .mapToDouble(i -> {
                    double[] x = clouds.points().x()[i];
                    assertThat(x[0]).isBetween(-1.0, 1.0);
                    assertThat(x[1]).isBetween(-1.0, 1.0);
                    double distance = w[0] + w[1] * x[0] + w[2] * x[1];
                    return clouds.points().labels()[i] == 1 ? distance : -distance;
                })
                .min()
                .orElseThrow();
        assertThat(nearest).isCloseTo(0.2, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shapes(long seed) {
        PlanePoints rings = PlaneData.rings(200, seed), xor = PlaneData.xor(200, seed);
        for (int i = 0; i < 200; i++) {
            double radius = Math.hypot(rings.x()[i][0], rings.x()[i][1]);
            if (rings.labels()[i] == 1) assertThat(radius).isLessThan(0.45);
            else assertThat(radius).isBetween(0.6, 1.0);
            assertThat(xor.x()[i][0] * xor.x()[i][1] < 0).isEqualTo(xor.labels()[i] == 1);
        }
        for (PlanePoints points : new PlanePoints[] {rings, xor, PlaneData.spirals(200, 1, 0, seed)}) {
            assertThat(IntStream.of(points.labels()).sum()).isEqualTo(100);
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(PlaneData.rings(50, 1).features())
                .isEqualTo(PlaneData.rings(50, 1).features())
                .isNotEqualTo(PlaneData.rings(50, 2).features());
        assertThat(NoisySine.draw(50, 0.1, 1).t())
                .isEqualTo(NoisySine.draw(50, 0.1, 1).t())
                .isNotEqualTo(NoisySine.draw(50, 0.1, 2).t());
    }

    @Test
    void sineWithoutNoiseIsTheSine() {
        NoisySine sine = NoisySine.draw(5, 0, 1);
        assertThat(sine.x()[4]).isCloseTo((float) (2 * Math.PI), within(1e-6f));
        assertThat(sine.t()[1]).isCloseTo(1, within(1e-6f));
        assertThat(sine.t()[3]).isCloseTo(-1, within(1e-6f));
    }
}
