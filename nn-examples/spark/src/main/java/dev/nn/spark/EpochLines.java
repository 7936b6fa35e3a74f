package dev.nn.spark;

import dev.nn.training.Epoch;
import dev.nn.training.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;

/** Progress for people: a line for each of up to 50 epochs, or for each tenth of 500, with the loss, the rate and the time left. */
public final class EpochLines implements TrainingListener {
    private static final int MOST_LINES = 50;

    private final PrintStream out;
    private final int epochs;
    private double seconds;
    private int heard;

    /** @param epochs of the whole training */
    public EpochLines(PrintStream out, int epochs) {
        this.out = out;
        this.epochs = epochs;
    }

    @Override
    public void onEpoch(Epoch epoch) {
        seconds += epoch.seconds();
        heard++;
        int each = Math.ceilDiv(epochs, MOST_LINES);
        if (epoch.number() % each != 0 && epoch.number() != epochs) return;
        long left = Math.round(seconds / heard * (epochs - epoch.number()));
        out.println(String.format(
                Locale.ROOT,
                "epoch %d/%d  train loss %.4f  %,.0f samples/s  %d:%02d left",
                epoch.number(),
                epochs,
                epoch.trainLoss(),
                epoch.rowsPerSecond(),
                left / 60,
                left % 60));
        out.flush();
    }
}
