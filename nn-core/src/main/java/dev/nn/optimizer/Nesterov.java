package dev.nn.optimizer;

/**
 * Nesterov's momentum: {@link Momentum} that steps along the momentum as it will be after the next decay.
 *
 * <pre>
 * g ← g + λw
 * m ← μm + g
 * w ← w − η(g + μm)
 * </pre>
 *
 * <p>Nesterov: A method of solving a convex programming problem with convergence rate O(1/k²). Soviet Mathematics
 * Doklady 27, 1983, in the form of Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum
 * in deep learning. ICML 2013; {@code torch.optim.SGD} with {@code nesterov=True}.
 *
 * @param learningRate η
 * @param momentum μ, in [0, 1)
 * @param weightDecay λ, added to the gradient (L2 regularisation)
 */
public record Nesterov(double learningRate, double momentum, double weightDecay) implements Optimizer {
    public Nesterov {
        Checks.learningRate(learningRate);
        Checks.decay("momentum", momentum);
        Checks.notNegative("weightDecay", weightDecay);
    }

    /** η = 0.01, μ = 0.9, no decay. */
    public static Nesterov withDefaults() {
        return withLearningRate(0.01);
    }

    /** The defaults with another learning rate. */
    public static Nesterov withLearningRate(double learningRate) {
        return new Nesterov(learningRate, 0.9, 0);
    }

    @Override
    public String name() {
        return "nesterov";
    }

    @Override
    public int moments() {
        return 1;
    }

    /** c = {η, μ, λ}. */
    @Override
    public void coefficients(long step, double eta, float[] c) {
        c[0] = (float) eta;
        c[1] = (float) momentum;
        c[2] = (float) weightDecay;
    }

    @Override
    public void step(float[] c, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        float rate = c[0], mu = c[1], decay = c[2];
        for (int i = from; i < to; i++) {
            float gi = g[i] + decay * w[i];
            float mi = mu * m[i] + gi;
            m[i] = mi;
            w[i] -= rate * (gi + mu * mi);
        }
    }
}
