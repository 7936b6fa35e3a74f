package dev.nn.examples.progress;

import dev.nn.training.Epoch;
import dev.nn.training.TrainingListener;
import java.io.Console;
import java.io.PrintWriter;

/** What a user sees while a network is trained. */
public interface Progress extends TrainingListener, AutoCloseable {
    @Override
    default void close() {}

    /** A bar if a person watches, else plain lines. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back to returning null where input or output isn't a terminal.
    static Progress on(PrintWriter out, ProgressPlan plan) {
        Console console = System.console();
        return console != null && console.isTerminal() ? new ProgressDisplay(plan) : lines(out, plan);
    }

    /** Nothing at all. */
    static Progress silent() {
        return new Progress() {};
    }

    /** Plain lines, for files and pipes. */
    static Progress lines(PrintWriter out, ProgressPlan plan) {
        return new Progress() {
            @Override
            public void onEpoch(Epoch epoch) {
                if (!plan.shows(epoch)) return;
                out.println(plan.line().apply(epoch));
                out.flush();
            }
        };
    }
}
