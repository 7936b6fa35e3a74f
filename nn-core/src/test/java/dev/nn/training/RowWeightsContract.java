package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.Standardizer;
import dev.nn.data.Subset;
import dev.nn.data.WeightedDataset;
import dev.nn.fit.Lbfgs;
import dev.nn.fit.LevenbergMarquardt;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SmoothedCrossEntropy;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.loss.WeightedCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that count differently, with every loss. A subclass names the kernels. */
public abstract class RowWeightsContract {
    private static final int ROWS = 24;
    private static final String LOSSES = "losses";

    /** Whole numbers, so that a row can also be there as often; some are 0. */
    private final float[] weights = new float[ROWS];

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    protected RowWeightsContract() {
        for (int r = 0; r < ROWS; r++) weights[r] = r * 5 % 4;
    }

    static List<Loss> losses() {
        List<Loss> losses = new ArrayList<>(Loss.all());
        losses.add(new SmoothedCrossEntropy(0.1));
        losses.add(new WeightedCrossEntropy(List.of(1f, 3f, 0.5f)));
        return losses;
    }

    private Network network() {
        return Network.input(5).dense(6, Activation.TANH).dense(3).build(Initializer.glorot(), 2, kernels());
    }

    private static Dataset data(Loss loss) {
        Random random = new Random(3);
        int targets = loss.targets(3);
        float[] x = new float[ROWS * 5], target = new float[ROWS * targets];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        boolean labels = targets == 1, bits = loss instanceof BinaryCrossEntropy;
        for (int i = 0; i < target.length; i++) {
            target[i] = labels ? random.nextInt(3) : bits ? random.nextInt(2) : (float) random.nextGaussian();
        }
        return FloatDataset.of(5, x, targets, target);
    }

    /** Each row as often as it weighs. */
    private Dataset repeated(Dataset data) {
        List<Integer> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) for (int i = 0; i < weights[r]; i++) rows.add(r);
        return Subset.of(data, rows.stream().mapToInt(row -> row).toArray());
    }

    private static double loss(Network network, Loss loss, Dataset data) {
        return new Evaluator(network, loss, null, 7, Team.single())
                .evaluate(data)
                .loss();
    }

    @ParameterizedTest
    @MethodSource(LOSSES)
    void aWeightOfThreeIsTheRowThreeTimes(Loss loss) {
        Dataset data = data(loss), weighted = WeightedDataset.of(data, weights), repeated = repeated(data);
        Network one = network(), other = network();
        assertThat(loss(one, loss, weighted)).isCloseTo(loss(one, loss, repeated), within(1e-6));
        for (int step = 0; step < 3; step++) {
            History history = Trainer.of(one, loss, Sgd.withLearningRate(0.1))
                    .batchSize(ROWS)
                    .epochs(1)
                    .fit(weighted);
            History same = Trainer.of(other, loss, Sgd.withLearningRate(0.1))
                    .batchSize(99)
                    .epochs(1)
                    .fit(repeated);
            assertThat(history.last().trainLoss()).isCloseTo(same.last().trainLoss(), within(1e-5));
        }
        assertThat(one.parameters()).containsExactly(other.parameters(), within(2e-6f));
        assertThat(one.parameters()).isNotEqualTo(network().parameters());
    }

    @ParameterizedTest
    @MethodSource(LOSSES)
    void gradientsAreThoseOfTheWeightedMean(Loss loss) {
        Dataset weighted = WeightedDataset.of(data(loss), weights);
        assertThat(GradientChecker.withDefaults()
                        .check(network(), loss, weighted)
                        .maxRelativeError())
                .isLessThan(1e-3);
        assertThat(GradientChecker.withDefaults()
                        .check(network(), loss, data(loss))
                        .maxRelativeError())
                .isLessThan(1e-3);
    }

    @Test
    void onlyRatiosMatterAndARowCountsTheSameInAnyBatch() {
        Loss loss = new SoftmaxCrossEntropy();
        Network one = network(), other = network();
        float[] larger = weights.clone();
        for (int r = 0; r < ROWS; r++) larger[r] *= 8;
        Trainer.of(one, loss, Adam.withDefaults()).batchSize(5).fit(WeightedDataset.of(data(loss), weights));
        Trainer.of(other, loss, Adam.withDefaults()).batchSize(5).fit(WeightedDataset.of(data(loss), larger));
        assertThat(one.parameters()).isEqualTo(other.parameters());
        // With a rate of 0 the losses of an epoch's batches have the mean of the whole.
        History still = Trainer.of(one, loss, Sgd.withLearningRate(0))
                .batchSize(5)
                .epochs(1)
                .fit(WeightedDataset.of(data(loss), weights));
        assertThat(still.last().trainLoss())
                .isCloseTo(loss(one, loss, WeightedDataset.of(data(loss), weights)), within(1e-6));
    }

    @Test
    void balancedClassesAreThoseOfTheWeightedLoss() {
        Loss loss = new SoftmaxCrossEntropy();
        Dataset data = Subset.where(data(loss), row -> row % 5 > 1);
        int[] counts = new int[3];
        float[] label = new float[1];
        for (int r = 0; r < data.size(); r++) {
            data.copyTarget(r, label, 0);
            counts[(int) label[0]]++;
        }
        Network one = network(), other = network();
        Trainer.of(one, loss, Adam.withDefaults()).batchSize(4).fit(WeightedDataset.balanced(data, 3));
        Trainer.of(other, WeightedCrossEntropy.balanced(List.of(counts[0], counts[1], counts[2])), Adam.withDefaults())
                .batchSize(4)
                .fit(data);
        assertThat(one.parameters()).containsExactly(other.parameters(), within(1e-5f));
        float[] classes = {3, 1, 2};
        WeightedDataset byClass = WeightedDataset.byClass(data, classes);
        for (int r = 0; r < data.size(); r++) {
            data.copyTarget(r, label, 0);
            assertThat(byClass.weight(r)).isEqualTo(classes[(int) label[0]]);
        }
    }

    @Test
    void viewsKeepWeights() {
        Dataset weighted = WeightedDataset.of(data(new MeanSquaredError()), weights);
        Dataset view = Subset.of(Standardizer.fit(weighted).apply(weighted), 3, 2);
        assertThat(view.isWeighted()).isTrue();
        assertThat(view.weight(0)).isEqualTo(weights[3]);
        assertThat(WeightedDataset.of(view, 2, 5).weight(1)).isEqualTo(5 * weights[2]);
        assertThat(data(new MeanSquaredError()).isWeighted()).isFalse();
    }

    @Test
    void fitsOnAllRowsAtOnceWeighThem() {
        Loss loss = new MeanSquaredError();
        Dataset data = data(loss);
        Network one = Network.input(5).dense(3).build(kernels()),
                other = Network.input(5).dense(3).build(kernels());
        LevenbergMarquardt.withDefaults().fit(one, WeightedDataset.of(data, weights));
        LevenbergMarquardt.withDefaults().fit(other, repeated(data));
        assertThat(one.parameters()).containsExactly(other.parameters(), within(1e-5f));
        Network third = Network.input(5).dense(3).build(kernels());
        Lbfgs.withDefaults().fit(third, loss, WeightedDataset.of(data, weights));
        assertThat(third.parameters()).containsExactly(other.parameters(), within(1e-4f));
    }

    @Test
    void weightsThatCannotBeAreRefused() {
        Dataset data = data(new SoftmaxCrossEntropy());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightedDataset.of(data, 1, 2))
                .withMessage("there are 24 rows, but 2 weights");
        float[] negative = weights.clone();
        negative[7] = -1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightedDataset.of(data, negative))
                .withMessage("the weight of row 7 must be finite and not negative, is -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightedDataset.byClass(data, 1, Float.NaN, 1))
                .withMessage("the weight of class 1 must be finite and not negative, is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightedDataset.byClass(data, 1, 1))
                .withMessageContaining("the class must be a whole number from 0 to 1, is 2.0");
        Trainer trainer = Trainer.of(network(), new SoftmaxCrossEntropy(), Adam.withDefaults());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(WeightedDataset.of(data, new float[ROWS])))
                .withMessage("training data: all rows have the weight 0");
    }
}
