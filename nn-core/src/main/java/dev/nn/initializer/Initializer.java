package dev.nn.initializer;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the weights of a layer start; biases start at zero.
 *
 * <p>fan-in is the number of inputs that a unit sums, fan-out the number of units that an input feeds.
 */
@FunctionalInterface
public interface Initializer {
    /** One start weight for a layer of this fan-in and fan-out. */
    float sample(int fanIn, int fanOut, RandomGenerator random);

    /**
     * Variance 2 / (fan-in + fan-out), uniform as in its paper: for tanh and other activations that are linear near 0.
     *
     * <p>Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010.
     */
    static Initializer glorot() {
        return new Glorot(Distribution.UNIFORM);
    }

    /**
     * Variance 2 / fan-in, normal as in its paper: for ReLU and its relatives.
     *
     * <p>He, Zhang, Ren, Sun: Delving deep into rectifiers. ICCV 2015.
     */
    static Initializer he() {
        return new He(Distribution.NORMAL);
    }

    /**
     * Variance 1 / fan-in, normal: for SELU and for layers without activation.
     *
     * <p>LeCun, Bottou, Orr, Müller: Efficient backprop. Neural Networks: Tricks of the Trade, 1998.
     */
    static Initializer leCun() {
        return new LeCun(Distribution.NORMAL);
    }

    /** The same value for every weight. A layer whose units start alike stays so: for tests and single units. */
    static Initializer constant(float value) {
        return (fanIn, fanOut, random) -> value;
    }

    /** The names that {@link #named} knows. */
    static List<String> names() {
        return List.of(
                "glorot-uniform", "glorot-normal", "he-uniform", "he-normal", "lecun-uniform", "lecun-normal", "zeros");
    }

    /**
     * The initializer of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    static Initializer named(String name) {
        return switch (name) {
            case "glorot-uniform" -> new Glorot(Distribution.UNIFORM);
            case "glorot-normal" -> new Glorot(Distribution.NORMAL);
            case "he-uniform" -> new He(Distribution.UNIFORM);
            case "he-normal" -> new He(Distribution.NORMAL);
            case "lecun-uniform" -> new LeCun(Distribution.UNIFORM);
            case "lecun-normal" -> new LeCun(Distribution.NORMAL);
            case "zeros" -> constant(0);
            default ->
                throw new IllegalArgumentException(
                        "unknown initializer '%s'; known: %s".formatted(name, String.join(", ", names())));
        };
    }
}
