package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    /** One weight, which starts as given, and one bias, which starts at 0: y = wx + b. */
    private static Network line(float start) {
        return Network.input(1).dense(1).build(Initializer.constant(start), 0, new ScalarDenseKernels());
    }

    /** Points on the line y = 3x − 1, with x from 0 to 1. */
    private static Dataset points(int n) {
        float[] x = new float[n], y = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = i / (float) n;
            y[i] = 3 * x[i] - 1;
        }
        return FloatDataset.of(1, x, 1, y);
    }

    private static Trainer trainer(Network network, double rate) {
        return Trainer.of(network, new MeanSquaredError(), Sgd.withLearningRate(rate));
    }

    @Test
    void findsTheLineThroughPoints() {
        Network network = line(0);
        History history = trainer(network, 0.3).batchSize(5).epochs(200).fit(points(20));
        assertThat(network.layerParameters(0)[0]).isCloseTo(3, within(1e-3f));
        assertThat(network.layerParameters(0)[1]).isCloseTo(-1, within(1e-3f));
        assertThat(history.last().trainLoss()).isLessThan(1e-6);
    }

    @Test
    void historyHasWhatHappenedInEveryEpoch() {
        List<String> steps = new ArrayList<>();
        List<Epoch> heard = new ArrayList<>();
        History history = trainer(line(0), 0.1)
                .batchSize(8)
                .epochs(3)
                .schedule((base, step, total) -> base * (total - step))
                .listener(new TrainingListener() {
                    @Override
                    public void onStep(int epoch, int step, int of, int rows, double loss) {
                        steps.add("%d: %d/%d, %d rows".formatted(epoch, step, of, rows));
                    }

                    @Override
                    public void onEpoch(Epoch epoch) {
                        heard.add(epoch);
                    }
                })
                .fit(points(20), points(7));
        assertThat(steps)
                .startsWith("1: 1/3, 8 rows", "1: 2/3, 8 rows", "1: 3/3, 4 rows", "2: 1/3, 8 rows")
                .hasSize(9);
        assertThat(history.epochs()).isEqualTo(heard).extracting(Epoch::number).containsExactly(1, 2, 3);
        assertThat(history.epochs()).extracting(Epoch::rows).containsOnly(20L);
        assertThat(history.epochs()).extracting(Epoch::learningRate).containsExactly(0.1 * 6, 0.1 * 3, 0.0);
        assertThat(history.last().validationLoss()).isFinite();
        assertThat(history.last().validationScore()).isNaN();
        assertThat(history.stoppedEarly()).isFalse();
        assertThat(history.rowsPerSecond()).isPositive();
    }

    /** The schedule is asked with the number of the step in the whole training, and its answer is what the step uses. */
    @Test
    void theScheduleRulesEveryStep() {
        List<Long> asked = new ArrayList<>();
        Network network = line(0);
        trainer(network, 0.1)
                .batchSize(10)
                .epochs(2)
                .schedule((base, step, total) -> {
                    assertThat(base).isEqualTo(0.1);
                    assertThat(total).isEqualTo(4);
                    asked.add(step);
                    return 0;
                })
                .fit(points(20));
        assertThat(asked).contains(1L, 2L, 3L, 4L);
        assertThat(network.layerParameters(0)).containsExactly(0, 0);
    }

    /** y = 0, target 4, x = 3: the gradient of ½(y − t)² is −12 for w and −4 for b, its norm √160. */
    @Test
    void clippingShortensTheGradientToItsNorm() {
        Dataset point = FloatDataset.of(1, new float[] {3}, 1, new float[] {4});
        for (double clip : new double[] {1, 100}) {
            Network network = line(0);
            Trainer.of(network, new HalfSquaredError(), Sgd.withLearningRate(1))
                    .epochs(1)
                    .clipNorm(clip)
                    .fit(point);
            double scale = Math.min(1, clip / Math.sqrt(160));
            assertThat((double) network.layerParameters(0)[0]).isCloseTo(12 * scale, within(1e-5));
            assertThat((double) network.layerParameters(0)[1]).isCloseTo(4 * scale, within(1e-5));
        }
    }

    /** Validation wants the line's opposite, so that each epoch of training makes it worse. */
    @Test
    void earlyStoppingRestoresTheBestParameters() {
        Dataset opposite = FloatDataset.of(1, new float[] {1, 2}, 1, new float[] {-9, -19});
        List<float[]> after = new ArrayList<>();
        Network network = line(0);
        TrainingListener remember = new TrainingListener() {
            @Override
            public void onEpoch(Epoch epoch) {
                after.add(network.layerParameters(0));
            }
        };
        Trainer trainer = trainer(network, 0.1)
                .epochs(50)
                .earlyStopping(EarlyStopping.after(3))
                .listener(remember);
        History history = trainer.fit(points(20), opposite);
        assertThat(history.stoppedEarly()).isTrue();
        int best = history.bestEpoch();
        assertThat(history.epochs()).hasSize(best + 3);
        assertThat(network.layerParameters(0)).isEqualTo(after.get(best - 1)).isNotEqualTo(after.getLast());
    }

    @Test
    void withoutRestoringTheLastParametersStay() {
        Dataset opposite = FloatDataset.of(1, new float[] {1, 2}, 1, new float[] {-9, -19});
        Network restored = line(0), kept = line(0);
        trainer(restored, 0.1).epochs(50).earlyStopping(EarlyStopping.after(3)).fit(points(20), opposite);
        trainer(kept, 0.1)
                .epochs(50)
                .earlyStopping(new EarlyStopping(3, 0, false))
                .fit(points(20), opposite);
        assertThat(kept.layerParameters(0)).isNotEqualTo(restored.layerParameters(0));
    }

    @Test
    void dataThatDoesntFitIsRefusedBeforeAnythingIsTrained() {
        Network network = line(0.5f);
        Trainer trainer = trainer(network, 0.1);
        Dataset wide = FloatDataset.of(2, new float[4], 1, new float[2]);
        Dataset deep = FloatDataset.of(1, new float[2], 2, new float[4]);
        Dataset empty = FloatDataset.of(1, new float[0], 1, new float[0]);
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(wide)).withMessageContainingAll("2", "1");
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(deep)).withMessageContainingAll("2", "1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(empty))
                .withMessageContaining("no rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(points(5), wide))
                .withMessageContaining("validation");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network, 0.1)
                        .earlyStopping(EarlyStopping.after(1))
                        .fit(points(5)))
                .withMessageContaining("validation");
        assertThat(network.layerParameters(0)).containsExactly(0.5f, 0);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -1, 3, 1.5f, Float.POSITIVE_INFINITY})
    void aWrongLabelIsRefusedByTheNumberOfItsRow(float label) {
        Network network = Network.input(1).dense(3).build(Initializer.he(), 0, new ScalarDenseKernels());
        float[] before = network.parameters().clone();
        Dataset data = new Dataset() {
            @Override
            public int size() {
                return 50;
            }

            @Override
            public int features() {
                return 1;
            }

            @Override
            public int targets() {
                return 1;
            }

            @Override
            public void copyFeatures(int row, float[] to, int at) {
                to[at] = row;
            }

            @Override
            public void copyTarget(int row, float[] to, int at) {
                to[at] = row == 37 ? label : row % 3;
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.of(network, new SoftmaxCrossEntropy(), Sgd.withDefaults())
                        .fit(data))
                .withMessageContaining("37");
        assertThat(network.parameters()).isEqualTo(before);
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        Trainer trainer = trainer(line(0), 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.batchSize(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.epochs(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.clipNorm(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.clipNorm(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> EarlyStopping.after(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new EarlyStopping(1, Double.NaN, true));
    }

    @Test
    void noEpochsTrainNothing() {
        Network network = line(0.5f);
        History history = trainer(network, 0.1).epochs(0).fit(points(5));
        assertThat(history.epochs()).isEmpty();
        assertThat(network.layerParameters(0)).containsExactly(0.5f, 0);
    }
}
