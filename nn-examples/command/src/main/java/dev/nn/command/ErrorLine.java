package dev.nn.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a user reads when something goes wrong: one line on the error stream that names the command and the cause, and
 * an exit code (2 for a wrong command line, 1 for the rest). {@code -Dnn.stacktrace} adds the stack trace.
 */
public final class ErrorLine {
    /** Columns of a help text where no terminal says how many it has. */
    private static final int WIDTH = 100;

    private static final String STACK_TRACE = "nn.stacktrace";

    /** What picocli says of {@code nn help} with a command that isn't there. */
    private static final Pattern UNKNOWN_COMMAND = Pattern.compile("Unknown subcommand '(.*)'\\.?");

    /** Commands of ./nn that are programs of their own. */
    private static final List<String> OF_LAUNCHER = List.of("test", "bench", "spark", "build");

    private static final String MORE_MEMORY =
            "; ./nn passes the JVM's options on, for instance NN_JAVA_OPTS=-Xmx8g ./nn ...";

    private ErrorLine() {}

    /** The parser of a command whose problems become such lines; it never exits the JVM. */
    public static CommandLine parser(Object command) {
        return new CommandLine(command)
                .registerConverter(Path.class, ErrorLine::path)
                .registerConverter(int.class, whole(Integer::valueOf))
                .registerConverter(Integer.class, whole(Integer::valueOf))
                .registerConverter(long.class, whole(Long::valueOf))
                .registerConverter(Long.class, whole(Long::valueOf))
                .registerConverter(double.class, number(Double::valueOf, "number"))
                .registerConverter(Double.class, number(Double::valueOf, "number"))
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(ErrorLine::execute)
                .setParameterExceptionHandler(ErrorLine::usage)
                .setExecutionExceptionHandler(ErrorLine::failure);
    }

    /** The file that was typed. In the locale C the JVM reads ASCII only; ./nn takes another then. */
    private static Path path(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(
                    "'%s' is no file name in the character set %s; with LC_ALL=C.UTF-8 names may have any letter"
                            .formatted(typed, System.getProperty("sun.jnu.encoding")));
        }
    }

    private static <N> CommandLine.ITypeConverter<N> whole(Function<String, N> parse) {
        CommandLine.ITypeConverter<N> number = number(parse, "whole number");
        return typed -> {
            try {
                return number.convert(typed);
            } catch (CommandLine.TypeConversionException e) {
                if (!typed.matches("[-+]?[0-9]+")) throw e;
                throw new CommandLine.TypeConversionException("'%s' is too large".formatted(typed));
            }
        };
    }

    /** A number as it was typed; what isn't one is named in words, not by a type of Java. */
    private static <N> CommandLine.ITypeConverter<N> number(Function<String, N> parse, String what) {
        return typed -> {
            try {
                return parse.apply(typed);
            } catch (NumberFormatException e) {
                throw new CommandLine.TypeConversionException("'%s' is not a %s".formatted(typed, what));
            }
        };
    }

    /** Runs the command; too little memory is a problem like others, though Java counts it as an error. */
    private static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            ParseResult last = parsed;
            while (last.hasSubcommand()) last = last.subcommand();
            print(last.commandSpec().commandLine(), "out of memory: " + message(e) + MORE_MEMORY, e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** What options mean; an {@link IllegalArgumentException} on the way is an error of the command line. */
    public static <T> T understood(CommandSpec spec, Supplier<T> meaning) {
        try {
            return meaning.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Handles a command line that makes no sense. */
    private static int usage(ParameterException problem, String[] arguments) {
        CommandLine parser = problem.getCommandLine();
        List<String> unknown = parser.getUnmatchedArguments();
        String message = problem.getMessage();
        if (problem instanceof UnmatchedArgumentException unmatched) {
            message = unmatched(unmatched);
        } else if (problem instanceof MissingParameterException && !unknown.isEmpty()) {
            // What is missing may be there, mistyped.
            message = unmatched(new UnmatchedArgumentException(parser, unknown));
        }
        Matcher command = UNKNOWN_COMMAND.matcher(String.valueOf(message));
        if (command.matches()) {
            message = unknownCommand(command.group(1), parser.getCommandSpec());
        }
        print(parser, message + " (see " + name(parser) + " --help)", problem);
        return CommandLine.ExitCode.USAGE;
    }

    /** What nobody asked for: options, a command, or a word too many. */
    private static String unmatched(UnmatchedArgumentException problem) {
        CommandSpec spec = problem.getCommandLine().getCommandSpec();
        String first = problem.getUnmatched().getFirst();
        if (!first.startsWith("-")) {
            return spec.subcommands().isEmpty() ? "Unexpected argument: '" + first + "'" : unknownCommand(first, spec);
        }
        // What follows an unknown option is its value, or its values.
        List<String> options = problem.getUnmatched().stream()
                .filter(word -> word.matches("--?\\p{L}.*"))
                .map(word -> "'" + word + "'")
                .toList();
        return options.isEmpty()
                ? String.valueOf(problem.getMessage())
                : "Unknown option%s: %s%s"
                        .formatted(options.size() == 1 ? "" : "s", String.join(", ", options), suggestion(problem));
    }

    private static String unknownCommand(String typed, CommandSpec spec) {
        List<String> names = new ArrayList<>(spec.subcommands().keySet());
        if (spec.parent() == null && spec.name().equals("nn")) names.addAll(OF_LAUNCHER);
        return "unknown command '%s'%s"
                .formatted(
                        typed,
                        meant(Spelling.nearest(typed, names).map(List::of).orElse(List.of())));
    }

    private static String suggestion(UnmatchedArgumentException problem) {
        CommandSpec spec = problem.getCommandLine().getCommandSpec();
        List<String> names = new ArrayList<>(spec.optionsMap().keySet());
        names.addAll(spec.subcommands().keySet());
        String typed = problem.getUnmatched().getFirst().replaceFirst("=.*", "");
        List<String> meant = Spelling.nearest(typed, names).map(List::of).orElseGet(problem::getSuggestions);
        return meant.isEmpty() ? ofAnotherCommand(typed, spec) : meant(meant);
    }

    private static String meant(List<String> names) {
        return names.isEmpty() ? "" : ", did you mean " + String.join(" or ", names) + "?";
    }

    /** The nearest option of the commands beside this one: somebody may have taken one for the other. */
    private static String ofAnotherCommand(String typed, CommandSpec spec) {
        if (spec.parent() == null || !typed.startsWith("--")) return "";
        Map<String, CommandLine> commands = spec.parent().subcommands();
        Set<String> names = new LinkedHashSet<>();
        for (CommandLine command : commands.values()) {
            names.addAll(command.getCommandSpec().optionsMap().keySet());
        }
        Optional<String> nearest = Spelling.nearest(typed, names);
        if (nearest.isEmpty()) return "";
        List<String> having = commands.values().stream()
                .filter(command -> command.getCommandSpec().optionsMap().containsKey(nearest.get()))
                .map(ErrorLine::name)
                .distinct()
                .toList();
        return ", did you mean %s of %s?".formatted(nearest.get(), String.join(", ", having));
    }

    /** Handles a failure of a command that was understood. */
    private static int failure(Exception problem, CommandLine command, ParseResult parsed) {
        Throwable cause =
                problem instanceof UncheckedIOException ? Objects.requireNonNull(problem.getCause()) : problem;
        print(command, describe(cause), problem);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String describe(Throwable problem) {
        return switch (problem) {
            case NoSuchFileException file -> "no such file: " + file.getFile();
            case AccessDeniedException file -> "permission denied: " + file.getFile();
            case FileAlreadyExistsException file -> "in the way, a folder was expected: " + file.getFile();
            case FileSystemException file ->
                file.getFile() + ": " + Optional.ofNullable(file.getReason()).orElse("cannot be used");
            case IOException io -> message(io);
            case IllegalArgumentException argument -> message(argument);
            case IllegalStateException state -> message(state);
            case InterruptedException interrupt -> "interrupted";
            default -> "unexpected " + problem + "; -D" + STACK_TRACE + " shows where";
        };
    }

    private static String message(Throwable problem) {
        return Optional.ofNullable(problem.getMessage()).orElse(problem.toString());
    }

    /** Says in a line each what the user should know about a command that went well all the same. */
    public static void warn(CommandLine command, List<String> lines) {
        lines.forEach(line -> print(command, line));
        command.getErr().flush();
    }

    private static void print(CommandLine command, String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", "; ");
        // What files call things must not move the cursor or turn the line around.
        command.getErr().println(name(command) + ": " + line.replaceAll("[\\p{Cc}\\p{Cf}]", "?"));
    }

    private static void print(CommandLine command, String message, Throwable problem) {
        print(command, message);
        if (System.getProperty(STACK_TRACE) != null) problem.printStackTrace(command.getErr());
        command.getErr().flush();
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
