package dev.nn.examples.table;

import dev.nn.examples.progress.Progress;
import dev.nn.examples.progress.ProgressPlan;
import dev.nn.table.RecipeTrial;
import dev.nn.table.TableListener;
import dev.nn.training.TrainingListener;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What {@code nn train} prints while it trains: a line for each phase and each recipe, and the progress of epochs. */
final class TrainProgress implements TableListener, AutoCloseable {
    /** Lines of progress in a phase, where nobody watches a bar. */
    private static final int LINES = 10;

    private final PrintWriter out;
    private final boolean quiet;

    /** Somebody's interruption closes it, too. */
    private volatile Progress progress = Progress.silent();

    private @Nullable Phase latest;

    TrainProgress(PrintWriter out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    @Override
    public TrainingListener begin(Phase phase, int epochs, int rows) {
        close();
        progress = Progress.silent();
        if (quiet) return progress;
        if (phase != latest) print(TableReport.phase(phase, rows));
        latest = phase;
        // A choice is many short trainings: a line for each recipe says enough.
        if (phase == Phase.CHOICE) return progress;
        ProgressPlan plan =
                new ProgressPlan(epochs, rows, Math.max(1, epochs / LINES), epoch -> TableReport.line(epoch, epochs));
        progress = Progress.on(out, plan);
        return progress;
    }

    @Override
    public void tried(RecipeTrial trial) {
        if (!quiet) print(TableReport.line(trial));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        progress.close();
    }
}
