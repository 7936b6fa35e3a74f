package dev.nn.bench.fork;

import dev.nn.bench.measure.Pace;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Cases;
import dev.nn.bench.work.Work;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a fork is to do.
 *
 * @param seed of its pollution, operands and samples
 * @param quick whether to hurry
 * @param threads how many threads the shared rows use
 * @param only a regular expression: the cases whose name contains a match
 * @param networksOnly leave out what is not a whole network on one thread
 */
public record ForkPlan(long seed, boolean quick, int threads, String only, boolean networksOnly) {
    /** The plan of the fork with that number, counted from 0. */
    public ForkPlan fork(int number, boolean networks) {
        return new ForkPlan(seed + number, quick, threads, only, networks);
    }

    Pace pace() {
        return quick ? Pace.QUICK : Pace.THOROUGH;
    }

    /** The cases that the user wants. */
    public List<Case> wanted() {
        return Cases.matching(Pattern.compile(only).asPredicate(), threads);
    }

    /** The cases for a fork to measure: those that don't need a new JVM each time. */
    public List<Case> cases() {
        return wanted().stream()
                .filter(each -> each.work() != Work.COLD_START)
                .filter(each -> !networksOnly || (each.shape().isNetwork() && !each.isParallel()))
                .toList();
    }

    /** As arguments of {@link ForkMain}. */
    List<String> arguments() {
        return List.of(
                String.valueOf(seed),
                String.valueOf(quick),
                String.valueOf(threads),
                only,
                String.valueOf(networksOnly));
    }

    static ForkPlan parse(String[] arguments) {
        return new ForkPlan(
                Long.parseLong(arguments[0]),
                Boolean.parseBoolean(arguments[1]),
                Integer.parseInt(arguments[2]),
                arguments[3],
                Boolean.parseBoolean(arguments[4]));
    }
}
