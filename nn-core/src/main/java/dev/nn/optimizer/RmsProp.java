package dev.nn.optimizer;

/**
 * RMSProp: the gradient divided by the root of its running mean square.
 *
 * <pre>
 * g ← g + λw
 * m ← m + (1 − α)(g² − m)
 * w ← w − ηg / (√m + ε)
 * </pre>
 *
 * <p>Tieleman, Hinton: Lecture 6.5, Neural networks for machine learning. Coursera, 2012; {@code torch.optim.RMSprop},
 * neither centred nor with momentum.
 *
 * @param learningRate η
 * @param alpha α, decay of the mean square, in [0, 1)
 * @param epsilon ε, positive
 * @param weightDecay λ, added to the gradient (L2 regularisation)
 */
public record RmsProp(double learningRate, double alpha, double epsilon, double weightDecay) implements Optimizer {
    public RmsProp {
        Checks.learningRate(learningRate);
        Checks.decay("alpha", alpha);
        Checks.epsilon(epsilon);
        Checks.notNegative("weightDecay", weightDecay);
    }

    /** η = 0.01, α = 0.99, ε = 1e-8, no decay. */
    public static RmsProp withDefaults() {
        return withLearningRate(0.01);
    }

    /** The defaults with another learning rate. */
    public static RmsProp withLearningRate(double learningRate) {
        return new RmsProp(learningRate, 0.99, 1e-8, 0);
    }

    @Override
    public String name() {
        return "rmsprop";
    }

    @Override
    public int moments() {
        return 1;
    }

    /** c = {1 − α, η, ε, λ}. */
    @Override
    public void coefficients(long step, double eta, float[] c) {
        c[0] = (float) (1 - alpha);
        c[1] = (float) eta;
        c[2] = (float) epsilon;
        c[3] = (float) weightDecay;
    }

    @Override
    public void step(float[] c, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        float c1 = c[0], rate = c[1], eps = c[2], decay = c[3];
        for (int i = from; i < to; i++) {
            float gi = g[i] + decay * w[i];
            float mi = m[i] + c1 * (gi * gi - m[i]);
            m[i] = mi;
            w[i] -= rate * (gi / ((float) Math.sqrt(mi) + eps));
        }
    }
}
