package dev.nn.examples.lesson.desk;

import dev.nn.data.SeedSequence;
import java.util.Map;

/**
 * What a lesson may depend on.
 *
 * @param seed of everything random; {@link #seed(int)} gives others to replicas
 * @param settings values of parameters by name, of those that were set
 */
public record LessonContext(long seed, Map<String, Double> settings) {
    /** The seed that the command takes if it isn't told another one. */
    public static final long DEFAULT_SEED = 42;

    public LessonContext {
        settings = Map.copyOf(settings);
    }

    /** All parameters as they are by themselves. */
    public LessonContext(long seed) {
        this(seed, Map.of());
    }

    /** The seed of one of several replicas, from 0 on. */
    public long seed(int replica) {
        return new SeedSequence(seed).get(replica);
    }

    /** The value of a parameter. */
    public double number(Parameter parameter) {
        return settings.getOrDefault(parameter.name(), parameter.standard());
    }

    /** The value of a parameter that is a count. */
    public int whole(Parameter parameter) {
        return Math.toIntExact(Math.round(number(parameter)));
    }
}
