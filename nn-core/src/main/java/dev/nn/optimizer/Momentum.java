package dev.nn.optimizer;

/**
 * Gradient descent with momentum: a heavy ball that keeps rolling in the direction of past gradients.
 *
 * <pre>
 * g ← g + λw
 * m ← μm + g
 * w ← w − ηm
 * </pre>
 *
 * <p>Polyak: Some methods of speeding up the convergence of iteration methods. USSR Computational Mathematics 4, 1964;
 * {@code torch.optim.SGD} with momentum and no dampening. η stands outside m, so a change of rate acts at once.
 *
 * @param learningRate η
 * @param momentum μ, in [0, 1)
 * @param weightDecay λ, added to the gradient (L2 regularisation)
 */
public record Momentum(double learningRate, double momentum, double weightDecay) implements Optimizer {
    public Momentum {
        Checks.learningRate(learningRate);
        Checks.decay("momentum", momentum);
        Checks.notNegative("weightDecay", weightDecay);
    }

    /** η = 0.01, μ = 0.9, no decay. */
    public static Momentum withDefaults() {
        return withLearningRate(0.01);
    }

    /** The defaults with another learning rate. */
    public static Momentum withLearningRate(double learningRate) {
        return new Momentum(learningRate, 0.9, 0);
    }

    @Override
    public String name() {
        return "momentum";
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
            float mi = mu * m[i] + (g[i] + decay * w[i]);
            m[i] = mi;
            w[i] -= rate * mi;
        }
    }
}
