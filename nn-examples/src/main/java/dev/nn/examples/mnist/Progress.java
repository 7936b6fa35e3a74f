package dev.nn.examples.mnist;

import dev.nn.training.Epoch;
import dev.nn.training.TrainingListener;
import java.io.Console;
import java.io.PrintWriter;

/** What a user sees while a network is trained. */
interface Progress extends TrainingListener, AutoCloseable {
    @Override
    default void close() {}

    /** A bar if a person watches, else one line an epoch. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back to returning null where input or output isn't a terminal.
    static Progress on(PrintWriter out, int epochs, int images) {
        Console console = System.console();
        return console != null && console.isTerminal() ? new ProgressDisplay(epochs, images) : lines(out, epochs);
    }

    /** Nothing at all. */
    static Progress silent() {
        return new Progress() {};
    }

    /** One plain line an epoch, for files and pipes. */
    static Progress lines(PrintWriter out, int epochs) {
        return new Progress() {
            @Override
            public void onEpoch(Epoch epoch) {
                out.println(Report.line(epoch, epochs));
                out.flush();
            }
        };
    }
}
