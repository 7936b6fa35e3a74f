package dev.nn.examples.lesson.desk;

/**
 * What a lesson may depend on.
 *
 * @param seed of everything random; for several independent draws take seed, seed + 1, …
 */
public record LessonContext(long seed) {
    /** The seed that the command takes if it isn't told another one. */
    public static final long DEFAULT_SEED = 42;
}
