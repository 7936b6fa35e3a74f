package dev.nn.bench.report;

import dev.nn.command.Machine;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

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
    private static final Set<String> WRITTEN = Set.of("--out", "--json", "--markdown");
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

    /** The command as a shell takes it, without the places where it writes: they decide nothing. */
    String command() {
        StringBuilder command = new StringBuilder("./nn bench");
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next(), option = argument.split("=", 2)[0];
            if (!WRITTEN.contains(option)) {
                command.append(' ').append(quoted(argument));
            } else if (option.equals(argument) && rest.hasNext()) {
                rest.next(); // the place
            }
        }
        return command.toString();
    }

    private static String quoted(String argument) {
        return argument.matches(PLAIN) ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
