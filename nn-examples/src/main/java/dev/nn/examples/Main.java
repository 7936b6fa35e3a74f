package dev.nn.examples;

import dev.nn.command.ErrorLine;
import dev.nn.command.StandardOutput;
import dev.nn.command.Version;
import dev.nn.examples.lesson.LessonCommand;
import dev.nn.examples.mnist.MnistCommand;
import dev.nn.examples.playground.PlaygroundCommand;
import dev.nn.examples.table.EvalCommand;
import dev.nn.examples.table.PredictCommand;
import dev.nn.examples.table.TrainCommand;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code nn} command: the front door to everything here that can be run. */
@Command(
        name = "nn",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            MnistCommand.class,
            LessonCommand.class,
            PlaygroundCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            EvalCommand.class,
            InfoCommand.class,
            CommandLine.HelpCommand.class
        },
        description = "Neural networks in pure Java, as fast as the vector units allow.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Commands of the launcher ./nn, besides these:",
            "  test   Run the whole test suite.",
            "  bench  Measure how fast the kernels are.",
            "  spark  Train and score on Apache Spark.",
            "  build  Compile everything; the launcher does it by itself when needed.",
            "",
            "Example: nn mnist --epochs 2 --kernels scalar",
            "Every command explains itself: nn mnist --help"
        })
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    static void main(String[] args) {
        // Pictures are drawn into memory; without this, some systems would open a window server connection.
        System.setProperty("java.awt.headless", "true");
        System.exit(StandardOutput.execute(commandLine(), args));
    }

    /** The parser with all subcommands, ready to execute; it never exits the JVM. */
    static CommandLine commandLine() {
        CommandLine main = ErrorLine.parser(new Main());
        CommandSpec help =
                Objects.requireNonNull(main.getSubcommands().get("help")).getCommandSpec();
        help.usageMessage()
                .header("Explain a command, as its --help does.")
                .description("")
                .footer("", "Example: nn help train");
        return main;
    }

    /** Without a subcommand: the help. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
