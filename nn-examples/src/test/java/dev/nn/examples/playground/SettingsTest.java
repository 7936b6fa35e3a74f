package dev.nn.examples.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.optimizer.Optimizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings as texts, their data and their curves. */
class SettingsTest {
    static List<Preset> presets() {
        return Preset.ALL;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void textsAreReadAsTheyWereWritten(Preset preset) {
        Settings settings = SettingsText.parse(preset.settings());
        assertThat(SettingsText.parse(settings.toString())).isEqualTo(settings);
        assertThat(SettingsText.parse(settings.toString()).toString()).isEqualTo(settings.toString());
    }

    @Test
    void whatIsNotGivenIsAsByDefault() {
        assertThat(SettingsText.parse("").toString()).isEqualTo(SettingsText.DEFAULTS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsText.parse("noise"))
                .withMessage("expected name=value, found 'noise'");
    }

    @Test
    void ownPointsKeepTheirPlaces() {
        List<OwnPoint> points = List.of(new OwnPoint(-6, 6, 1), new OwnPoint(0, -2.5, -1), new OwnPoint(5.9, 0.1, 1));
        List<OwnPoint> read = OwnPoint.parse(OwnPoint.text(points));
        assertThat(read).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(Math.abs(read.get(i).x() - points.get(i).x())).isLessThan(0.03);
            assertThat(Math.abs(read.get(i).y() - points.get(i).y())).isLessThan(0.03);
            assertThat(read.get(i).label()).isEqualTo(points.get(i).label());
        }
        assertThat(OwnPoint.text(read)).isEqualTo(OwnPoint.text(points));
        assertThat(OwnPoint.parse("")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OwnPoint.parse(OwnPoint.text(Collections.nCopies(501, read.getFirst()))))
                .withMessageContaining("at most 500 points");
    }

    @ParameterizedTest
    @EnumSource(Settings.Data.class)
    void everySetIsInTheSquareAndBalancedWithItsSeedItsOwn(Settings.Data data) {
        String points = data == Settings.Data.OWN ? "&points=AAAA__8B" : "";
        String text = "data=" + data.name().toLowerCase(Locale.ROOT) + points;
        PointSet set = PointSet.of(SettingsText.parse(text)), again = PointSet.of(SettingsText.parse(text));
        assertThat(again.xy()).isEqualTo(set.xy());
        for (float coordinate : set.xy()) assertThat(Math.abs(coordinate)).isLessThanOrEqualTo(6);
        double sum = 0;
        for (float target : set.target()) {
            assertThat(Math.abs(target)).isLessThanOrEqualTo(1);
            sum += target;
        }
        assertThat(Math.abs(sum) / set.size()).isLessThan(0.15);
        assertThat(set.names()).hasSize(data == Settings.Data.ANIMALS ? set.size() : 0);
        if (data != Settings.Data.ANIMALS && data != Settings.Data.OWN) {
            assertThat(PointSet.of(SettingsText.parse(text + "&dataseed=2")).xy())
                    .isNotEqualTo(set.xy());
            assertThat(PointSet.of(SettingsText.parse(text + "&seed=2")).xy()).isEqualTo(set.xy());
            PointSet noisy = PointSet.of(SettingsText.parse(text + "&noise=40"));
            assertThat(Arrays.equals(noisy.xy(), set.xy()) && Arrays.equals(noisy.target(), set.target()))
                    .isFalse();
        }
    }

    @Test
    void everyRuleTakesItsRateAndL2() {
        for (String name : Optimizer.names()) {
            Optimizer rule = SettingsText.parse("rate=0.25&penalty=l2&lambda=0.5&optimizer=" + name)
                    .rule();
            assertThat(rule.name()).isEqualTo(name);
            assertThat(rule.learningRate()).isEqualTo(0.25);
            assertThat(rule.toString()).contains("weightDecay=0.5");
            assertThat(SettingsText.parse("optimizer=" + name).rule().toString())
                    .contains("weightDecay=0.0");
        }
        assertThat(SettingsText.parse("penalty=l1&lambda=0.5").l1()).isEqualTo(0.5);
        assertThat(SettingsText.parse("penalty=l2&lambda=0.5").l1()).isZero();
    }

    /** Points stay at multiples of a stride that doubles, whatever the number of steps. */
    @Test
    void aCurveThinsOut() {
        Curve curve = new Curve();
        for (int step = 0; step < 5000; step++) if (curve.wants(step)) curve.add(step, -step);
        float[] train = curve.train();
        assertThat(train.length).isLessThan(Curve.MOST);
        for (int i = 0; i < train.length; i++) {
            assertThat(train[i]).isEqualTo(i * (int) curve.stride());
            assertThat(curve.test()[i]).isEqualTo(-i * (int) curve.stride());
        }
        assertThat((train.length - 1) * curve.stride()).isGreaterThan(5000 - 1 - curve.stride());
    }

    /** ReLU with a bias far below zero gives nothing for any point. */
    @Test
    void deadUnitsAreMarked() {
        Settings settings = SettingsText.parse("activation=relu&layers=3");
        try (Experiment experiment = new Experiment(settings, new ScalarDenseKernels())) {
            Observer observer = new Observer(experiment);
            experiment.set(0, -1, 1, -1000);
            assertThat(observer.look(1, false, 0, null).maps().dead()).containsExactly(0, 1, 0);
        }
    }

    /** The picture's bytes are the network's outputs at the middles of the cells. */
    @Test
    void picturesShowWhatTheNetworkSays() {
        Settings settings = SettingsText.parse("layers=4,2&x=x1,x1sq");
        try (Experiment experiment = new Experiment(settings, new ScalarDenseKernels())) {
            Observer observer = new Observer(experiment);
            Frame frame = observer.look(1, false, 0, null);
            float[] rows = Feature.rows(settings.features(), HeatMaps.grid());
            float[] y = experiment.network().predict(rows);
            for (int i = 0; i < y.length; i++)
                assertThat(frame.maps().picture()[i]).isEqualTo(HeatMaps.level(y[i]));
            float[] first = experiment.network().outputs(rows).getFirst();
            assertThat(frame.maps().units()[0]).isEqualTo(HeatMaps.level(first[(2 * 100 + 2) * 4]));
            observer.show(1);
            Frame second = observer.look(2, false, 0, null);
            for (int i = 0; i < y.length; i++) {
                assertThat(second.maps().picture()[i]).isEqualTo(HeatMaps.level(first[4 * i + 1]));
            }
            assertThat(HeatMaps.grid()[0]).isEqualTo(-5.94f);
            assertThat(HeatMaps.grid()[1]).isEqualTo(5.94f);
        }
    }
}
