package dev.nn.snippet;

import static dev.nn.activation.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.fit.FitResult;
import dev.nn.fit.Lbfgs;
import dev.nn.fit.LevenbergMarquardt;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import org.junit.jupiter.api.Test;

class FitSnippetsTest {
    @Test
    void lbfgs() {
        Dataset data = FloatDataset.of(2, new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 1, new float[] {0, 1, 1, 0});
        Network network = Network.input(2).dense(4, TANH).dense(2).build(Initializer.glorot(), 1);
        // @start region="lbfgs" :
        FitResult result = Lbfgs.withDefaults().fit(network, new SoftmaxCrossEntropy(), data);
        if (!result.hasConverged()) System.err.println(result);
        // @end
        assertThat(result.hasConverged()).isTrue();
        assertThat(result.loss()).isLessThan(1e-4);
    }

    @Test
    void levenbergMarquardt() {
        float[] x = new float[50], y = new float[50];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 25f - 1;
            y[i] = (float) Math.exp(-x[i] * x[i]);
        }
        Dataset data = FloatDataset.of(1, x, 1, y);
        Network network = Network.input(1).dense(4, TANH).dense(1).build(Initializer.glorot(), 1);
        // @start region="levenberg-marquardt" :
        FitResult result = LevenbergMarquardt.withDefaults().fit(network, data);
        double error = result.loss(); // the mean squared error
        // @end
        assertThat(result.hasConverged()).isTrue();
        assertThat(error).isLessThan(1e-6);
    }
}
