package dev.nn.optimizer;

/**
 * AdaGrad: each parameter's step shrinks with the sum of all its squared gradients.
 *
 * <pre>
 * g ← g + λw
 * m ← m + g²
 * w ← w − η/(1 + (t − 1)δ) · g / (√m + ε)
 * </pre>
 *
 * <p>Duchi, Hazan, Singer: Adaptive subgradient methods for online learning and stochastic optimization. JMLR 12, 2011;
 * {@code torch.optim.Adagrad} with the sum starting at 0.
 *
 * @param learningRate η
 * @param learningRateDecay δ
 * @param epsilon ε, positive
 * @param weightDecay λ, added to the gradient (L2 regularisation)
 */
public record AdaGrad(double learningRate, double learningRateDecay, double epsilon, double weightDecay)
        implements Optimizer {
    public AdaGrad {
        Checks.learningRate(learningRate);
        Checks.notNegative("learningRateDecay", learningRateDecay);
        Checks.epsilon(epsilon);
        Checks.notNegative("weightDecay", weightDecay);
    }

    /** η = 0.01, δ = 0, ε = 1e-10, no decay. */
    public static AdaGrad withDefaults() {
        return withLearningRate(0.01);
    }

    /** The defaults with another learning rate. */
    public static AdaGrad withLearningRate(double learningRate) {
        return new AdaGrad(learningRate, 0, 1e-10, 0);
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public int moments() {
        return 1;
    }

    /** c = {η/(1 + (t − 1)δ), ε, λ}. */
    @Override
    public void coefficients(long step, double eta, float[] c) {
        c[0] = (float) (eta / (1 + (step - 1) * learningRateDecay));
        c[1] = (float) epsilon;
        c[2] = (float) weightDecay;
    }

    @Override
    public void step(float[] c, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        float rate = c[0], eps = c[1], decay = c[2];
        for (int i = from; i < to; i++) {
            float gi = g[i] + decay * w[i];
            float mi = m[i] + gi * gi;
            m[i] = mi;
            w[i] -= rate * (gi / ((float) Math.sqrt(mi) + eps));
        }
    }
}
