package dev.nn.optimizer;

/**
 * Adam: first and second moments of the gradient, corrected for their start at zero.
 *
 * <pre>
 * g ← g + λw
 * m ← m + (1 − β₁)(g − m)
 * v ← v + (1 − β₂)(g² − v)
 * w ← w − η/(1 − β₁ᵗ) · m / (√(v/(1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>Kingma, Ba: Adam: a method for stochastic optimization. ICLR 2015, algorithm 1; {@code torch.optim.Adam}.
 *
 * @param learningRate η
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon ε, positive
 * @param weightDecay λ, added to the gradient (L2 regularisation); {@link AdamW} decouples it
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    public Adam {
        Checks.learningRate(learningRate);
        Checks.decay("beta1", beta1);
        Checks.decay("beta2", beta2);
        Checks.epsilon(epsilon);
        Checks.notNegative("weightDecay", weightDecay);
    }

    /** η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no decay. */
    public static Adam withDefaults() {
        return withLearningRate(0.001);
    }

    /** The defaults with another learning rate. */
    public static Adam withLearningRate(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public int moments() {
        return 2;
    }

    /**
     * c = {1 − β₁, 1 − β₂, h, e, λ}: the last line, extended by q = √(1 − β₂ᵗ), is w ← w − h · m / (√v + e) with
     * h = ηq/(1 − β₁ᵗ) and e = εq. That is the paper's remark at the end of section 2, with ε scaled along; h = 0 where
     * η = 0.
     */
    @Override
    public void coefficients(long step, double eta, float[] c) {
        double q = Math.sqrt(1 - Math.pow(beta2, (double) step));
        c[0] = (float) (1 - beta1);
        c[1] = (float) (1 - beta2);
        c[2] = (float) (eta * q / (1 - Math.pow(beta1, (double) step)));
        c[3] = (float) (epsilon * q);
        c[4] = (float) weightDecay;
    }

    @Override
    public void step(float[] c, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        float c1 = c[0], c2 = c[1], h = c[2], e = c[3], decay = c[4];
        for (int i = from; i < to; i++) {
            float gi = g[i] + decay * w[i];
            float mi = m[i] + c1 * (gi - m[i]);
            float vi = v[i] + c2 * (gi * gi - v[i]);
            m[i] = mi;
            v[i] = vi;
            w[i] -= h * (mi / ((float) Math.sqrt(vi) + e));
        }
    }
}
