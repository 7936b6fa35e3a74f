package dev.nn.bench.report;

import dev.nn.command.Machine;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Under what a run measures: everything that somebody needs to know who wants to repeat or to doubt it.
 *
 * @param commit of the sources, see {@link Commit}
 * @param start when it began, in UTC
 * @param machine the Java, the system and the processor
 * @param load processes that wanted a processor during the minute before the run, on average; negative if unknown
 * @param arguments of the command
 */
public record Conditions(String commit, ZonedDateTime start, Machine machine, double load, List<String> arguments) {
    private static final String PLAIN = "[A-Za-z0-9_./:=,@%+-]+";

    public Conditions {
        arguments = List.copyOf(arguments);
    }

    /** Those of now. */
    public static Conditions now(List<String> arguments) {
        return new Conditions(
                Commit.here(),
                ZonedDateTime.now(Clock.systemUTC())
                        .withZoneSameInstant(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.MINUTES),
                Machine.here(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                arguments);
    }

    /** The command as a shell takes it. */
    String command() {
        return arguments.stream()
                .map(Conditions::quoted)
                .collect(Collectors.joining(" ", "./nn bench ", ""))
                .strip();
    }

    private static String quoted(String argument) {
        return argument.matches(PLAIN) ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
