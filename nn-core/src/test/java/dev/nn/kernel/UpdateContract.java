package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The optimiser's step over a range of parameters. */
interface UpdateContract extends KernelContract {
    List<Integer> SIZES = List.of(0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100, 129, 1000);

    /** Kernels fold coefficients, which moves a few roundings; their number stays within this factor. */
    double SLACK = 3;

    /** Parameters and gradients of one size; a step reads and writes the range from 3 to 3 + size. */
    final class Case {
        static final int FROM = 3;
        final int to;
        final float[] w;
        final float[] g;
        final OptimizerState state;
        final Random random;

        Case(Optimizer optimizer, int size) {
            to = FROM + size;
            random = new Random(size);
            w = random(to + 5);
            g = random(to + 5);
            state = new OptimizerState(optimizer, to + 5);
        }

        private float[] random(int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) values[i] = (float) random.nextGaussian();
            return values;
        }

        /** A new gradient and the state's next step, at a rate that changes as a schedule would have it. */
        double next() {
            System.arraycopy(random(g.length), 0, g, 0, g.length);
            double rate = state.optimizer().learningRate() / (state.step() + 1);
            state.begin(rate);
            return rate;
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nn.kernel.UpdateRule#all")
    default void updateFollowsTheRule(Optimizer optimizer) {
        for (int size : SIZES) {
            Case some = new Case(optimizer, size);
            for (int t = 1; t <= 6; t++) {
                double rate = some.next();
                float[] w = some.w.clone(),
                        m = some.state.first().clone(),
                        v = some.state.second().clone();
                kernels().training().update(some.state, some.w, some.g, Case.FROM, some.to);
                for (int i = 0; i < w.length; i++) {
                    UpdateRule before = new UpdateRule(Approximate.exact(w[i]), at(m, i), at(v, i));
                    boolean inside = i >= Case.FROM && i < some.to;
                    UpdateRule after = !inside
                            ? before
                            : UpdateRule.step(
                                    optimizer,
                                    t,
                                    rate,
                                    before.w(),
                                    Approximate.exact(some.g[i]),
                                    before.m(),
                                    before.v());
                    String what = "step %d of %d parameters, [%d] of ".formatted(t, size, i);
                    check(what + "w", after.w(), some.w[i]);
                    if (m.length > 0)
                        check(what + "the first moment", after.m(), some.state.first()[i]);
                    if (v.length > 0)
                        check(what + "the second moment", after.v(), some.state.second()[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nn.kernel.UpdateRule#all")
    default void updateInPiecesGivesTheSameBits(Optimizer optimizer) {
        for (int size : SIZES) {
            Case whole = new Case(optimizer, size), pieces = new Case(optimizer, size);
            for (int t = 1; t <= 3; t++) {
                whole.next();
                pieces.next();
                kernels().training().update(whole.state, whole.w, whole.g, Case.FROM, whole.to);
                int first = Case.FROM + size / 3, second = Case.FROM + size / 3 + Math.min(1, size);
                kernels().training().update(pieces.state, pieces.w, pieces.g, Math.min(second, pieces.to), pieces.to);
                kernels().training().update(pieces.state, pieces.w, pieces.g, first, Math.min(second, pieces.to));
                kernels().training().update(pieces.state, pieces.w, pieces.g, Case.FROM, first);
                assertThat(pieces.w).as("%d parameters after step %d", size, t).isEqualTo(whole.w);
                assertThat(pieces.state.first()).isEqualTo(whole.state.first());
                assertThat(pieces.state.second()).isEqualTo(whole.state.second());
            }
        }
    }

    /** The padding of weights: no gradient, no value. */
    @ParameterizedTest
    @MethodSource("dev.nn.kernel.UpdateRule#all")
    default void zeroStaysZero(Optimizer optimizer) {
        OptimizerState state = new OptimizerState(optimizer, 37);
        float[] w = new float[37];
        for (int t = 1; t <= 3; t++) {
            state.begin(optimizer.learningRate());
            kernels().training().update(state, w, new float[37], 0, 37);
            for (float value : w) assertThat(value == 0).as("%s stays 0", value).isTrue();
        }
    }

    private static Approximate at(float[] moments, int i) {
        return Approximate.exact(moments.length == 0 ? 0 : moments[i]);
    }

    private static void check(String what, Approximate expected, float actual) {
        if (!expected.admits(actual, SLACK)) fail("%s is %s, expected %s".formatted(what, actual, expected));
    }
}
