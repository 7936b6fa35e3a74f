package dev.nn.kernel;

import static dev.nn.kernel.Approximate.constant;

import dev.nn.optimizer.AdaGrad;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Momentum;
import dev.nn.optimizer.Nesterov;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.RmsProp;
import dev.nn.optimizer.Sgd;
import java.util.List;

/**
 * The optimisers' rules as the documentation of {@code torch.optim} (2.x) states them, one parameter at a time, with no
 * coefficient folded into another: what kernels are tested against.
 *
 * @param w the parameter after the step
 * @param m its first moment
 * @param v its second moment
 */
record UpdateRule(Approximate w, Approximate m, Approximate v) {
    /** Every rule, plain and with all its options. */
    static List<Optimizer> all() {
        return List.of(
                Sgd.withDefaults(),
                new Sgd(0.1, 0.02),
                Momentum.withDefaults(),
                new Momentum(0.1, 0.8, 0.02),
                Nesterov.withDefaults(),
                new Nesterov(0.1, 0.8, 0.02),
                AdaGrad.withDefaults(),
                new AdaGrad(0.1, 0.3, 1e-6, 0.02),
                RmsProp.withDefaults(),
                new RmsProp(0.1, 0.9, 1e-6, 0.02),
                Adam.withDefaults(),
                new Adam(0.1, 0.8, 0.95, 1e-6, 0.02),
                AdamW.withDefaults(),
                new AdamW(0.1, 0.8, 0.95, 1e-6, 0.2));
    }

    /**
     * One step.
     *
     * @param t number of the step, from 1
     * @param rate learning rate of the step
     */
    static UpdateRule step(
            Optimizer optimizer, long t, double rate, Approximate w, Approximate g, Approximate m, Approximate v) {
        Approximate eta = constant(rate);
        return switch (optimizer) {
            case Sgd o -> new UpdateRule(w.minus(eta.times(decayed(g, w, o.weightDecay()))), m, v);
            case Momentum o -> {
                Approximate b = constant(o.momentum()).times(m).plus(decayed(g, w, o.weightDecay()));
                yield new UpdateRule(w.minus(eta.times(b)), b, v);
            }
            case Nesterov o -> {
                Approximate mu = constant(o.momentum()), d = decayed(g, w, o.weightDecay());
                Approximate b = mu.times(m).plus(d);
                yield new UpdateRule(w.minus(eta.times(d.plus(mu.times(b)))), b, v);
            }
            case AdaGrad o -> {
                Approximate d = decayed(g, w, o.weightDecay()), sum = m.plus(d.times(d));
                Approximate slowed = constant(rate / (1 + (t - 1) * o.learningRateDecay()));
                yield new UpdateRule(w.minus(slowed.times(d).over(sum.root().plus(constant(o.epsilon())))), sum, v);
            }
            case RmsProp o -> {
                Approximate d = decayed(g, w, o.weightDecay()), mean = average(m, d.times(d), o.alpha());
                yield new UpdateRule(w.minus(eta.times(d).over(mean.root().plus(constant(o.epsilon())))), mean, v);
            }
            case Adam o -> adam(t, rate, o.beta1(), o.beta2(), o.epsilon(), w, decayed(g, w, o.weightDecay()), m, v);
            case AdamW o -> {
                Approximate shrunk = w.minus(constant(rate * o.weightDecay()).times(w));
                yield adam(t, rate, o.beta1(), o.beta2(), o.epsilon(), shrunk, g, m, v);
            }
        };
    }

    private static UpdateRule adam(
            long t,
            double rate,
            double beta1,
            double beta2,
            double epsilon,
            Approximate w,
            Approximate g,
            Approximate m,
            Approximate v) {
        Approximate first = average(m, g, beta1), second = average(v, g.times(g), beta2);
        Approximate corrected = first.over(constant(1 - Math.pow(beta1, (double) t)));
        Approximate scale =
                second.over(constant(1 - Math.pow(beta2, (double) t))).root().plus(constant(epsilon));
        return new UpdateRule(w.minus(constant(rate).times(corrected).over(scale)), first, second);
    }

    /** L2 regularisation: g + λw. */
    private static Approximate decayed(Approximate g, Approximate w, double decay) {
        return g.plus(constant(decay).times(w));
    }

    /** The running average β·old + (1 − β)·next. */
    private static Approximate average(Approximate old, Approximate next, double beta) {
        return constant(beta).times(old).plus(constant(1 - beta).times(next));
    }
}
