package dev.nn.optimizer;

/**
 * Stochastic gradient descent: a step against the gradient.
 *
 * <pre>
 * g ← g + λw
 * w ← w − ηg
 * </pre>
 *
 * <p>Robbins, Monro: A stochastic approximation method. Annals of Mathematical Statistics 22, 1951; {@code
 * torch.optim.SGD} without momentum.
 *
 * @param learningRate η
 * @param weightDecay λ, added to the gradient (L2 regularisation)
 */
public record Sgd(double learningRate, double weightDecay) implements Optimizer {
    public Sgd {
        Checks.learningRate(learningRate);
        Checks.notNegative("weightDecay", weightDecay);
    }

    /** η = 0.01, no decay. */
    public static Sgd withDefaults() {
        return withLearningRate(0.01);
    }

    /** No decay. */
    public static Sgd withLearningRate(double learningRate) {
        return new Sgd(learningRate, 0);
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public int moments() {
        return 0;
    }

    /** c = {η, λ}. */
    @Override
    public void coefficients(long step, double eta, float[] c) {
        c[0] = (float) eta;
        c[1] = (float) weightDecay;
    }

    @Override
    public void step(float[] c, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        float rate = c[0], decay = c[1];
        for (int i = from; i < to; i++) w[i] -= rate * (g[i] + decay * w[i]);
    }
}
