package dev.nn.optimizer;

/**
 * AdamW: {@link Adam} with weight decay decoupled from the gradient, so that every weight decays at the same rate.
 *
 * <pre>
 * m ← m + (1 − β₁)(g − m)
 * v ← v + (1 − β₂)(g² − v)
 * w ← w − ηλw − η/(1 − β₁ᵗ) · m / (√(v/(1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>Loshchilov, Hutter: Decoupled weight decay regularization. ICLR 2019, algorithm 2; {@code torch.optim.AdamW}.
 *
 * @param learningRate η
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon ε, positive
 * @param weightDecay λ, the share of a weight that a step with η = 1 would take away
 */
public record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    public AdamW {
        Checks.learningRate(learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.epsilon(epsilon);
        Checks.notNegative("weightDecay", weightDecay);
    }

    /** η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, λ = 0.01. */
    public static AdamW withDefaults() {
        return withLearningRate(0.001);
    }

    /** The defaults with another learning rate. */
    public static AdamW withLearningRate(double learningRate) {
        return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    @Override
    public String name() {
        return "adamw";
    }

    @Override
    public int moments() {
        return 2;
    }

    /**
     * c = {1 − β₁, 1 − β₂, h, e, d}: the last line is w ← w − (d · w + h · m / (√v + e)) with h and e as in {@link
     * Adam#coefficients} and d = ηλ. (1 − d as a float would have lost most digits of d.)
     */
    @Override
    public void coefficients(long step, double eta, float[] c) {
        double q = Math.sqrt(1 - Math.pow(beta2, (double) step));
        c[0] = (float) (1 - beta1);
        c[1] = (float) (1 - beta2);
        c[2] = (float) (eta * q / (1 - Math.pow(beta1, (double) step)));
        c[3] = (float) (epsilon * q);
        c[4] = (float) (eta * weightDecay);
    }

    @Override
    public void step(float[] c, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        float c1 = c[0], c2 = c[1], h = c[2], e = c[3], d = c[4];
        for (int i = from; i < to; i++) {
            float gi = g[i];
            float mi = m[i] + c1 * (gi - m[i]);
            float vi = v[i] + c2 * (gi * gi - v[i]);
            m[i] = mi;
            v[i] = vi;
            w[i] -= d * w[i] + h * (mi / ((float) Math.sqrt(vi) + e));
        }
    }
}
