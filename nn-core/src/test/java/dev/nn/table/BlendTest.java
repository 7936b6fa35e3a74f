package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which recipes' networks become the model: by what they predict of rows held out, made here with given weights. */
class BlendTest {
    private static final List<CrossValidation.Fold> FOLDS = List.of(fold(1, 2, 3), fold(-1, 0.5f, 4));

    /** Rows of one feature whose target is twice that. */
    private static CrossValidation.Fold fold(float... x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) y[i] = 2 * x[i];
        Dataset rows = FloatDataset.of(1, x, 1, y);
        return new CrossValidation.Fold(rows, rows, new MeanSquaredError());
    }

    /** A recipe whose networks predict weight · x. */
    private static Candidate candidate(float weight, int folds) {
        Recipe recipe = new Recipe(weight < 2 ? Activation.RELU : Activation.TANH, 1, 7);
        Schema schema = new Schema(
                List.of(new NumericColumn("x", 0, 1, MissingPolicy.MEAN, false)), new NumberTarget("y", 0, 1));
        Candidate candidate = new Candidate(recipe, schema, FOLDS.size());
        for (int k = 0; k < folds; k++) {
            Network network = Network.input(1).dense(1).build(Initializer.glorot(), 1, Kernels.named("scalar"));
            network.setLayerParameters(0, new float[] {weight, 0});
            Epoch epoch = new Epoch(7, 0.25, Double.NaN, Double.NaN, 0.001, 3, 1);
            candidate.add(network, new History(List.of(epoch), false, 1, false), FOLDS.get(k));
        }
        return candidate;
    }

    @Test
    void twoThatErrInOppositeWaysAreTakenTogether() {
        Candidate low = candidate(1.9f, 2), high = candidate(2.2f, 2);
        Blend blend = Blend.of(List.of(low, high), true);
        assertThat(blend.recipes()).containsExactly(low.recipe(), high.recipe());
        assertThat(blend.networks()).hasSize(4);
        // The mean is 2.05 · x: half as far off as the better one.
        assertThat(blend.outputs().loss()).isCloseTo(low.loss() / 4, within(1e-6));
        Epoch end = blend.end(new NumberTarget("y", 0, 1).newScore());
        assertThat(end.number()).isEqualTo(7);
        assertThat(end.trainLoss()).isEqualTo(0.25);
        assertThat(end.validationLoss()).isEqualTo(blend.outputs().loss());
        assertThat(end.validationScore()).isBetween(0.99, 1.0);
    }

    @Test
    void theBestAloneWhereTheMeanIsWorse() {
        Candidate best = candidate(1.9f, 2);
        assertThat(Blend.of(List.of(best, candidate(1.5f, 2)), true).recipes()).containsExactly(best.recipe());
        assertThat(Blend.of(List.of(best, candidate(2.9f, 2)), true).recipes()).containsExactly(best.recipe());
        assertThat(Blend.of(List.of(best), true).networks()).isEqualTo(best.networks());
    }

    @Test
    void onlyTheBestWhereOneNetworkIsWantedOrTheSecondIsOnItsWay() {
        Candidate low = candidate(1.9f, 2), high = candidate(2.1f, 2);
        assertThat(Blend.of(List.of(low, high), false).recipes()).containsExactly(low.recipe());
        assertThat(Blend.of(List.of(low, candidate(2.1f, 1)), true).recipes()).containsExactly(low.recipe());
        high.diverge();
        assertThat(Blend.of(List.of(low, high), true).recipes()).containsExactly(low.recipe());
    }

    /** Outputs that are no numbers have no loss to compare. */
    @Test
    void aLossThatIsNoNumberIsInfinite() {
        CrossValidation.Fold fold = new CrossValidation.Fold(
                FloatDataset.of(1, new float[] {1}, 1, new float[] {0}),
                FloatDataset.of(1, new float[] {1}, 1, new float[] {0}),
                new SoftmaxCrossEntropy());
        HeldOutOutputs outputs = new HeldOutOutputs(List.of(fold), List.of(new float[] {Float.NaN, 1}), 2);
        assertThat(outputs.loss()).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
