package dev.nn.examples.lesson.desk;

import dev.nn.data.SeedSequence;

/**
 * What a lesson may depend on.
 *
 * @param seed of everything random; {@link #seed(int)} gives others to replicas
 */
public record LessonContext(long seed) {
    /** The seed that the command takes if it isn't told another one. */
    public static final long DEFAULT_SEED = 42;

    /** The seed of one of several replicas, from 0 on. */
    public long seed(int replica) {
        return new SeedSequence(seed).get(replica);
    }
}
