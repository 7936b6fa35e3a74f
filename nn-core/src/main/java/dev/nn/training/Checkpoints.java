package dev.nn.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * The plan of when a training is saved, and where: always at its end, and in between as often as is asked for.
 *
 * <p>There is one file, always the latest: each replaces the one before at once, so that it is whole whatever happens.
 *
 * @param file the checkpoint, a safetensors file that holds the network, too
 * @param epochs between two, 0 for none because of epochs
 * @param steps between two, 0 for none because of steps
 * @param interval time between two, zero for none because of time
 */
public record Checkpoints(Path file, int epochs, long steps, Duration interval) {
    public Checkpoints {
        Objects.requireNonNull(file, "file");
        if (epochs < 0) throw new IllegalArgumentException("epochs must not be negative, was " + epochs);
        if (steps < 0) throw new IllegalArgumentException("steps must not be negative, was " + steps);
        if (interval.isNegative()) throw new IllegalArgumentException("interval must not be negative, was " + interval);
    }

    /** After every epoch. */
    public static Checkpoints to(Path file) {
        return new Checkpoints(file, 1, 0, Duration.ZERO);
    }

    /** After every so many epochs; 0 for none because of epochs. */
    public Checkpoints everyEpochs(int count) {
        return new Checkpoints(file, count, steps, interval);
    }

    /** Also after every so many steps, in the middle of an epoch. */
    public Checkpoints everySteps(long count) {
        return new Checkpoints(file, epochs, count, interval);
    }

    /** Also after the first step that ends so long after the last checkpoint. */
    public Checkpoints every(Duration time) {
        return new Checkpoints(file, epochs, steps, time);
    }
}
