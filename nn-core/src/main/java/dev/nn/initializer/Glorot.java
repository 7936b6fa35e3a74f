package dev.nn.initializer;

import java.util.random.RandomGenerator;

/**
 * Weights with variance 2 / (fan-in + fan-out), for tanh and other activations that are linear near 0.
 *
 * <p>A compromise between 1/fan-in, which keeps the variance of signals on their way forward, and 1/fan-out, which
 * keeps that of gradients on their way back. The uniform form lies within ±√(6 / (fan-in + fan-out)).
 *
 * <p>Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010, equations
 * 12 and 16.
 *
 * @param distribution uniform, as in the paper, or normal
 */
record Glorot(Distribution distribution) implements Initializer {
    @Override
    public float sample(int fanIn, int fanOut, RandomGenerator random) {
        return distribution.sample(2.0 / ((double) fanIn + fanOut), random);
    }
}
