package dev.nn.initializer;

import java.util.random.RandomGenerator;

/** The shape of a distribution with mean 0, whose width its variance gives. */
enum Distribution {
    /** Uniform on ±√(3 · variance). */
    UNIFORM {
        @Override
        float sample(double variance, RandomGenerator random) {
            return (float) ((2 * random.nextDouble() - 1) * Math.sqrt(3 * variance));
        }
    },
    /** Normal, not truncated. */
    NORMAL {
        @Override
        float sample(double variance, RandomGenerator random) {
            return (float) (random.nextGaussian() * Math.sqrt(variance));
        }
    };

    abstract float sample(double variance, RandomGenerator random);
}
