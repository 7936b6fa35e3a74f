package dev.nn.examples.progress;

import dev.nn.training.Epoch;
import java.util.function.Function;

/**
 * What there is to show of a training.
 *
 * @param epochs that it will take at most
 * @param rows of an epoch
 * @param every how many epochs there is a line; the first and the last have one anyway
 * @param line an epoch in one line
 */
public record ProgressPlan(int epochs, int rows, int every, Function<Epoch, String> line) {
    boolean shows(Epoch epoch) {
        return epoch.number() == 1 || epoch.number() == epochs || epoch.number() % every == 0;
    }
}
