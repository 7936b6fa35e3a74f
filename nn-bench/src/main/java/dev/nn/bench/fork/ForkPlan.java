package dev.nn.bench.fork;

import dev.nn.bench.measure.Pace;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Cases;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a fork is to do.
 *
 * @param seed of its pollution, operands and samples
 * @param quick whether to hurry
 * @param threads how many threads the shared rows use
 * @param only a regular expression: the cases whose name contains a match
 */
public record ForkPlan(long seed, boolean quick, int threads, String only) {
    Pace pace() {
        return quick ? Pace.QUICK : Pace.THOROUGH;
    }

    /** The cases to measure. */
    public List<Case> cases() {
        return Cases.matching(Pattern.compile(only).asPredicate(), threads);
    }

    /** As arguments of {@link ForkMain}. */
    List<String> arguments() {
        return List.of(String.valueOf(seed), String.valueOf(quick), String.valueOf(threads), only);
    }

    static ForkPlan parse(String[] arguments) {
        return new ForkPlan(
                Long.parseLong(arguments[0]),
                Boolean.parseBoolean(arguments[1]),
                Integer.parseInt(arguments[2]),
                arguments[3]);
    }
}
