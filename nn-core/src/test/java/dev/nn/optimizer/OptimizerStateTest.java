package dev.nn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What is remembered between steps. */
class OptimizerStateTest {
    @Test
    void holdsAsManyMomentsAsTheRuleHas() {
        for (Optimizer rule : Optimizer.all()) {
            OptimizerState state = new OptimizerState(rule, 5);
            assertThat(state.first()).hasSize(rule.moments() > 0 ? 5 : 0);
            assertThat(state.second()).hasSize(rule.moments() > 1 ? 5 : 0);
            assertThat(state.step()).isZero();
        }
    }

    @Test
    void flushesMomentsThatAreTooSmallToMatter() {
        OptimizerState state = new OptimizerState(Adam.withDefaults(), 5);
        float[] first = {1e-21f, -1e-40f, 1e-19f, Float.NaN, Float.NEGATIVE_INFINITY};
        float[] second = {1e-36f, 1e-40f, 1e-34f, Float.NaN, Float.POSITIVE_INFINITY};
        System.arraycopy(first, 0, state.first(), 0, 5);
        System.arraycopy(second, 0, state.second(), 0, 5);
        state.flushDenormals();
        assertThat(state.first()).containsExactly(0, 0, 1e-19f, Float.NaN, Float.NEGATIVE_INFINITY);
        assertThat(state.second()).containsExactly(0, 0, 1e-34f, Float.NaN, Float.POSITIVE_INFINITY);
    }

    @Test
    void keepsSmallMomentsThatAreSquares() {
        OptimizerState state = new OptimizerState(RmsProp.withDefaults(), 2);
        state.first()[0] = 1e-30f;
        state.first()[1] = 1e-36f;
        state.flushDenormals();
        assertThat(state.first()).containsExactly(1e-30f, 0);
    }

    @Test
    void keepsADecayingMomentumFromBecomingDenormal() {
        OptimizerState state = new OptimizerState(Momentum.withDefaults(), 1);
        float[] w = {1};
        boolean denormal = false;
        for (int t = 0; t < 2000; t++) {
            state.begin(0.1);
            state.optimizer()
                    .step(state.coefficients(), w, new float[] {t == 0 ? 1 : 0}, state.first(), state.second(), 0, 1);
            denormal |= state.first()[0] != 0 && state.first()[0] < Float.MIN_NORMAL;
        }
        assertThat(state.first()[0]).isZero();
        assertThat(denormal).isFalse();
    }

    @Test
    void startsAgainAfterReset() {
        OptimizerState state = new OptimizerState(Adam.withDefaults(), 2);
        float[] once = {1, 2}, again = {1, 2};
        take(state, once, 3);
        assertThat(state.step()).isEqualTo(3);
        state.reset();
        take(state, again, 3);
        assertThat(again).containsExactly(once);
    }

    @Test
    void goesOnFromWhereAnotherStateWas() {
        for (Optimizer rule : Optimizer.all()) {
            OptimizerState whole = new OptimizerState(rule, 2), before = new OptimizerState(rule, 2);
            float[] expected = {1, 2}, w = {1, 2};
            take(whole, expected, 600);
            take(before, w, 256);
            OptimizerState after = new OptimizerState(rule, 2);
            after.restore(before.step(), before.first(), before.second());
            take(after, w, 344);
            assertThat(w).as(rule.name()).isEqualTo(expected);
            assertThat(after.step()).isEqualTo(600);
        }
        OptimizerState adam = new OptimizerState(Adam.withDefaults(), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.restore(1, new float[2], new float[0]))
                .withMessageContaining("adam needs moments of 2 and 2 floats, got 2 and 0");
        assertThatIllegalArgumentException().isThrownBy(() -> adam.restore(-1, new float[2], new float[2]));
    }

    private static void take(OptimizerState state, float[] w, int steps) {
        for (int t = 0; t < steps; t++) {
            state.begin(0.1);
            float[] g = {0.5f, -1};
            state.optimizer().step(state.coefficients(), w, g, state.first(), state.second(), 0, 2);
        }
    }
}
