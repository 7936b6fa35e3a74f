package dev.nn.spark.command;

import dev.nn.command.ErrorLine;
import dev.nn.command.StandardOutput;
import dev.nn.command.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code nn spark} command: training on Apache Spark, in this JVM or, through spark-submit, on a cluster. */
@Command(
        name = "nn spark",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {MnistCommand.class, TrainCommand.class, ScalingCommand.class},
        description = "Data-parallel training and scoring on Apache Spark.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: nn spark mnist --local-steps 8 --partitions 4"})
public final class SparkCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Public, as spark-submit wants it. */
    public static void main(String[] args) {
        System.exit(StandardOutput.execute(commandLine(), args));
    }

    /** The parser with all subcommands, ready to execute; it never exits the JVM. */
    static CommandLine commandLine() {
        return ErrorLine.parser(new SparkCommand());
    }

    /** Without a subcommand: the help. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
