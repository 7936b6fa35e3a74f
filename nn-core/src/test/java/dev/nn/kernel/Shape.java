package dev.nn.kernel;

import java.util.Random;

/** The size of one dense layer at work: X is batch × in, W is in × out, Y is batch × out. */
public record Shape(int batch, int in, int out) {
    /** Random numbers that depend on nothing but the shape, so that a failure's name is enough to repeat it. */
    public Random random() {
        return new Random(((long) batch * 1_000_003 + in) * 1_000_003 + out);
    }

    @Override
    public String toString() {
        return "%d × %d→%d".formatted(batch, in, out);
    }
}
