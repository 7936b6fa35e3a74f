package dev.nn.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.gradient.GradientCheck;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.RowFunction;
import org.junit.jupiter.api.Test;

class OwnPartsSnippetsTest {
    @Test
    void activation() {
        float[] x = {0.1f, 0.9f, -0.8f, 0.3f, 1, 2, -3, -0.1f}, labels = {1, 0};
        // @start region="activation" :
        RowFunction mish = RowFunction.elementwise("mish", z -> z * Math.tanh(Math.log1p(Math.exp(z))), z -> {
            double t = Math.tanh(Math.log1p(Math.exp(z)));
            return t + z * (1 - t * t) / (1 + Math.exp(-z));
        });
        Network network = Network.input(4).dense(8).layer(mish).dense(2).build(Initializer.he(), 42);
        GradientCheck check = GradientChecker.withDefaults().check(network, new SoftmaxCrossEntropy(), x, labels);
        // @end
        assertThat(check.maxRelativeError()).isLessThan(1e-3);
    }
}
