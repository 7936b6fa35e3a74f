package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.data.FloatDataset;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.loss.WeightedCrossEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void checksAllTargetsOfADataSet() {
        FloatDataset data = FloatDataset.of(1, new float[] {1, 2, 3}, 1, new float[] {0, 9, 12});
        Targets.check(new MeanSquaredError(), data, 1);
        Targets.check(new SoftmaxCrossEntropy(), data, 13);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Targets.check(new SoftmaxCrossEntropy(), data, 10))
                .withMessage("row 2: label 12 must be a whole number from 0 to 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Targets.check(new MeanSquaredError(), data, 2))
                .withMessage(
                        "mean-squared-error needs a target column for each output of the network; the network has 2, "
                                + "the data has 1 target column");
    }

    /** One-hot targets, as other libraries take them, and a single output with too many. */
    @Test
    void saysWhichTargetColumnsALossTakes() {
        FloatDataset oneHot = FloatDataset.of(1, new float[] {1, 2}, 2, new float[] {0, 1, 1, 0});
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new WeightedCrossEntropy(List.of(1f, 2f)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Targets.check(loss, oneHot, 2))
                    .withMessage(
                            loss.name() + " takes one target column with the number of the class, 0 to 1, and not a "
                                    + "column for each class; the data has 2 target columns");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Targets.check(new BinaryCrossEntropy(), oneHot, 1))
                .withMessage(
                        "binary-cross-entropy needs a target column for each output of the network; the network has 1, "
                                + "the data has 2 target columns");
    }
}
