package dev.nn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of the rules and the checks of their hyper-parameters. */
class OptimizerTest {
    @Test
    void findsEveryRuleByItsName() {
        assertThat(Optimizer.names())
                .containsExactly("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw");
        for (Optimizer rule : Optimizer.all()) {
            assertThat(Optimizer.named(rule.name())).isEqualTo(rule);
            Optimizer faster = Optimizer.named(rule.name(), 0.125);
            assertThat(faster).hasSameClassAs(rule);
            assertThat(faster.learningRate()).isEqualTo(0.125);
            assertThat(Optimizer.named(rule.name(), rule.learningRate())).isEqualTo(rule);
        }
    }

    @Test
    void listsTheKnownNamesForAnUnknownOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optimizer.named("newton", 0.1))
                .withMessage(
                        "unknown optimizer 'newton'; known: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsALearningRateThatIsNegativeOrNotFinite(double rate) {
        for (String name : Optimizer.names()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Optimizer.named(name, rate))
                    .withMessage("learningRate must be finite and not negative, was " + rate);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void rejectsADecayOutsideZeroToOne(double decay) {
        List<ThrowingCallable> calls = List.of(
                () -> new Momentum(0.1, decay, 0),
                () -> new Nesterov(0.1, decay, 0),
                () -> new RmsProp(0.1, decay, 1e-8, 0),
                () -> new Adam(0.1, decay, 0.9, 1e-8, 0),
                () -> new Adam(0.1, 0.9, decay, 1e-8, 0),
                () -> new AdamW(0.1, decay, 0.9, 1e-8, 0),
                () -> new AdamW(0.1, 0.9, decay, 1e-8, 0));
        for (ThrowingCallable call : calls) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessageMatching(
                            "(momentum|alpha|beta1|beta2) must be at least 0 and less than 1, was " + decay);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, 1e-60, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsAnEpsilonThatWouldVanishAsAFloat(double epsilon) {
        List<ThrowingCallable> calls = List.of(
                () -> new AdaGrad(0.1, 0, epsilon, 0),
                () -> new RmsProp(0.1, 0.9, epsilon, 0),
                () -> new Adam(0.1, 0.9, 0.9, epsilon, 0),
                () -> new AdamW(0.1, 0.9, 0.9, epsilon, 0));
        for (ThrowingCallable call : calls) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessage("epsilon must be finite and at least 1.0E-30, was " + epsilon);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsAWeightDecayThatIsNegativeOrNotFinite(double decay) {
        List<ThrowingCallable> calls = List.of(
                () -> new Sgd(0.1, decay),
                () -> new Momentum(0.1, 0.9, decay),
                () -> new Nesterov(0.1, 0.9, decay),
                () -> new AdaGrad(0.1, 0, 1e-8, decay),
                () -> new RmsProp(0.1, 0.9, 1e-8, decay),
                () -> new Adam(0.1, 0.9, 0.9, 1e-8, decay),
                () -> new AdamW(0.1, 0.9, 0.9, 1e-8, decay));
        for (ThrowingCallable call : calls) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessage("weightDecay must be finite and not negative, was " + decay);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaGrad(0.1, decay, 1e-8, 0))
                .withMessageStartingWith("learningRateDecay");
    }
}
