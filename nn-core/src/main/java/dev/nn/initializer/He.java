package dev.nn.initializer;

import java.util.random.RandomGenerator;

/**
 * Weights with variance 2 / fan-in, for ReLU and its relatives.
 *
 * <p>ReLU drops half of a symmetric signal's power, the 2 makes up for it. The uniform form lies within ±√(6 / fan-in).
 *
 * <p>He, Zhang, Ren, Sun: Delving deep into rectifiers. ICCV 2015, equation 10.
 *
 * @param distribution normal, as in the paper, or uniform
 */
record He(Distribution distribution) implements Initializer {
    @Override
    public float sample(int fanIn, int fanOut, RandomGenerator random) {
        return distribution.sample(2.0 / fanIn, random);
    }
}
