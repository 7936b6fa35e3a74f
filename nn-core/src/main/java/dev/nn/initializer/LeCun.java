package dev.nn.initializer;

import java.util.random.RandomGenerator;

/**
 * Weights with variance 1 / fan-in, which keeps the variance of a sum of inputs; for SELU and for layers without
 * activation.
 *
 * <p>The uniform form lies within ±√(3 / fan-in).
 *
 * <p>LeCun, Bottou, Orr, Müller: Efficient backprop. Neural Networks: Tricks of the Trade, 1998, equation 16.
 *
 * @param distribution normal or uniform
 */
record LeCun(Distribution distribution) implements Initializer {
    @Override
    public float sample(int fanIn, int fanOut, RandomGenerator random) {
        return distribution.sample(1.0 / fanIn, random);
    }
}
