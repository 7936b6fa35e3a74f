package dev.nn.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A run of the {@code nn} command inside the test's JVM.
 *
 * @param exit its exit code
 * @param out lines of its standard output
 * @param err lines of its error output
 */
public record CommandRun(int exit, List<String> out, List<String> err) {
    public static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter(), err = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(
                exit, out.toString().lines().toList(), err.toString().lines().toList());
    }
}
