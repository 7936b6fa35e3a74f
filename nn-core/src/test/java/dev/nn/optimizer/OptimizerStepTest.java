package dev.nn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The update sequences of every rule, against PyTorch's results and against its formulas in double precision. */
class OptimizerStepTest {
    private static final float[] START = {1, -0.5f, 0.25f};
    private static final float[][] GRADIENTS = {
        {0.5f, -2, 0}, {0.25f, 1, 0}, {-1, 3, 1e-3f}, {0.125f, -0.5f, 2},
    };

    /** A rule, and the parameters that PyTorch 2.13 reaches in double precision after the gradients above. */
    record Case(Optimizer rule, List<Double> expected) {}

    static List<Case> casesFromPyTorch() {
        return List.of(
                new Case(new Sgd(0.1, 0.05), List.of(0.993145131875, -0.640562275312, 0.0449378751563)),
                new Case(new Momentum(0.1, 0.9, 0.05), List.of(0.895124669375, -0.586353981562, 0.0385854782813)),
                new Case(new Nesterov(0.1, 0.9, 0.05), List.of(0.901197422558, -0.722665521606, -0.145235947598)),
                new Case(new AdaGrad(0.1, 0.2, 1e-3, 0.05), List.of(0.911385997099, -0.484616823767, 0.0252468895805)),
                new Case(new RmsProp(0.1, 0.9, 1e-3, 0.05), List.of(0.759663717262, -0.54124775574, -0.337608008456)),
                new Case(
                        new Adam(0.1, 0.8, 0.95, 1e-3, 0.05),
                        List.of(0.837587433908, -0.450228357156, -0.0742160537146)),
                new Case(
                        new AdamW(0.1, 0.8, 0.95, 1e-3, 0.05),
                        List.of(0.835214773692, -0.444987770977, 0.154213355746)),
                new Case(Sgd.withDefaults(), List.of(1.00125, -0.515, 0.22999)),
                new Case(Momentum.withDefaults(), List.of(0.99378, -0.51032, 0.229981)),
                new Case(Nesterov.withDefaults(), List.of(0.995652, -0.524288, 0.2119729)),
                new Case(AdaGrad.withDefaults(), List.of(0.993171927367, -0.501165440855, 0.23000000225)),
                new Case(RmsProp.withDefaults(), List.of(0.931649093518, -0.511984598089, 0.0500100163751)),
                new Case(Adam.withDefaults(), List.of(0.998379137126, -0.499362167811, 0.248779807668)),
                new Case(AdamW.withDefaults(), List.of(0.998339184305, -0.499342199543, 0.248769814206)));
    }

    @ParameterizedTest
    @MethodSource("casesFromPyTorch")
    void reachesWhatPyTorchReaches(Case c) {
        float[] w = START.clone();
        OptimizerState state = new OptimizerState(c.rule(), w.length);
        for (float[] g : GRADIENTS) step(state, c.rule().learningRate(), w, g);
        for (int i = 0; i < w.length; i++)
            assertThat(w[i]).isCloseTo(c.expected().get(i).floatValue(), within(3e-7f));
    }

    @ParameterizedTest
    @MethodSource("casesFromPyTorch")
    void followsTheFormulasOverManySteps(Case c) {
        Random random = new Random(7);
        float[] w = START.clone();
        double[] exact = {w[0], w[1], w[2]};
        double[][] moments = new double[2][w.length];
        OptimizerState state = new OptimizerState(c.rule(), w.length);
        for (int t = 1; t <= 200; t++) {
            // A rate that changes as under a schedule.
            double rate = c.rule().learningRate() * (1 - t / 400.0);
            float[] g = new float[w.length];
            for (int i = 0; i < g.length; i++) g[i] = (float) random.nextGaussian() + (float) exact[i];
            step(state, rate, w, g);
            for (int i = 0; i < g.length; i++) exact[i] = formula(c.rule(), t, rate, exact[i], g[i], moments, i);
        }
        for (int i = 0; i < w.length; i++) assertThat((double) w[i]).isCloseTo(exact[i], within(1e-5));
    }

    /** The documentation of torch.optim, line by line: one parameter, one step. */
    private static double formula(Optimizer rule, int t, double rate, double w, double g, double[][] moments, int i) {
        double[] m = moments[0], v = moments[1];
        return switch (rule) {
            case Sgd o -> w - rate * (g + o.weightDecay() * w);
            case Momentum o -> {
                m[i] = o.momentum() * m[i] + g + o.weightDecay() * w;
                yield w - rate * m[i];
            }
            case Nesterov o -> {
                double gw = g + o.weightDecay() * w;
                m[i] = o.momentum() * m[i] + gw;
                yield w - rate * (gw + o.momentum() * m[i]);
            }
            case AdaGrad o -> {
                double gw = g + o.weightDecay() * w;
                m[i] += gw * gw;
                yield w - rate / (1 + (t - 1) * o.learningRateDecay()) * gw / (Math.sqrt(m[i]) + o.epsilon());
            }
            case RmsProp o -> {
                double gw = g + o.weightDecay() * w;
                m[i] = o.alpha() * m[i] + (1 - o.alpha()) * gw * gw;
                yield w - rate * gw / (Math.sqrt(m[i]) + o.epsilon());
            }
            case Adam o -> {
                double gw = g + o.weightDecay() * w;
                m[i] = o.beta1() * m[i] + (1 - o.beta1()) * gw;
                v[i] = o.beta2() * v[i] + (1 - o.beta2()) * gw * gw;
                double mHat = m[i] / (1 - Math.pow(o.beta1(), t)), vHat = v[i] / (1 - Math.pow(o.beta2(), t));
                yield w - rate * mHat / (Math.sqrt(vHat) + o.epsilon());
            }
            case AdamW o -> {
                double shrunk = w - rate * o.weightDecay() * w;
                m[i] = o.beta1() * m[i] + (1 - o.beta1()) * g;
                v[i] = o.beta2() * v[i] + (1 - o.beta2()) * g * g;
                double mHat = m[i] / (1 - Math.pow(o.beta1(), t)), vHat = v[i] / (1 - Math.pow(o.beta2(), t));
                yield shrunk - rate * mHat / (Math.sqrt(vHat) + o.epsilon());
            }
        };
    }

    static Stream<Optimizer> all() {
        return Optimizer.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void rateZeroMovesMomentsButNoParameter(Optimizer rule) {
        float[] w = {0, 1, -2, 3};
        float[] before = w.clone();
        // No gradient, an ordinary one, one whose square underflows, and a denormal one.
        float[] g = {0, 1, 1e-25f, 1e-40f};
        OptimizerState state = new OptimizerState(rule, w.length);
        for (int t = 0; t < 3; t++) step(state, 0, w, g);
        assertThat(w).containsExactly(before);
        if (rule.moments() > 0) assertThat(state.first()[1]).isPositive();
        if (rule.moments() > 1) assertThat(state.second()[1]).isPositive();
    }

    @ParameterizedTest
    @MethodSource("all")
    void paddingStaysZero(Optimizer rule) {
        float[] w = new float[3];
        OptimizerState state = new OptimizerState(rule, w.length);
        for (int t = 0; t < 300; t++) step(state, 0.1, w, new float[3]);
        assertThat(w).containsExactly(0, 0, 0);
        assertThat(state.first()).containsOnly(rule.moments() > 0 ? new float[] {0} : new float[0]);
    }

    @ParameterizedTest
    @MethodSource("all")
    void touchesOnlyItsRange(Optimizer rule) {
        float[] w = {1, 2, 3, 4};
        OptimizerState state = new OptimizerState(rule, w.length);
        state.begin(0.1);
        rule.step(state.coefficients(), w, new float[] {1, 1, 1, 1}, state.first(), state.second(), 1, 3);
        assertThat(w[0]).isEqualTo(1);
        assertThat(w[3]).isEqualTo(4);
        assertThat(w[1]).isLessThan(2);
        assertThat(w[2]).isLessThan(3);
        for (float[] moment : List.of(state.first(), state.second())) {
            if (moment.length > 0) assertThat(moment[0] + moment[3]).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void showsNaNInsteadOfHidingIt(Optimizer rule) {
        float[] w = {1};
        step(new OptimizerState(rule, 1), 0.1, w, new float[] {Float.NaN});
        assertThat(w[0]).isNaN();
    }

    @Test
    void decoupledDecayShrinksEveryWeightAlike() {
        float[] w = {1, -2};
        step(new OptimizerState(new AdamW(0.1, 0.9, 0.999, 1e-8, 0.5), 2), 0.1, w, new float[2]);
        assertThat(w).containsExactly(0.95f, -1.9f);
    }

    private static void step(OptimizerState state, double rate, float[] w, float[] g) {
        state.begin(rate);
        state.optimizer().step(state.coefficients(), w, g, state.first(), state.second(), 0, w.length);
    }
}
