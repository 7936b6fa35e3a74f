package dev.nn.examples.progress;

import dev.nn.training.Epoch;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** The bar that moves on a terminal, with loss, rows per second and time left; finished epochs stay as lines above. */
final class ProgressDisplay implements Progress {
    private static final int BAR = 16;

    /** Columns of the narrowest terminal that is expected, less one: a full line would wrap on some. */
    private static final int WIDTH = 79;

    /** Between two updates of the numbers: faster than this nobody reads. */
    private static final long UPDATE_NANOS = 100_000_000;

    /** How much of the shown loss comes from the latest step. */
    private static final double LOSS_SHARE = 0.05;

    /** Share of the work after which the time left can be told. */
    private static final double FORESEEABLE = 0.02;

    private final ProgressPlan plan;
    private final ProgressBar bar;
    private boolean started;

    /** Share of the work that was done before; the bar's thread reads it. */
    private volatile double startShare;

    private double shownLoss = Double.NaN;
    private long epochStart;
    private long epochRows;
    private long lastUpdate;

    ProgressDisplay(ProgressPlan plan) {
        this.plan = plan;
        bar = new ProgressBarBuilder()
                .setInitialMax((long) plan.epochs() * plan.rows())
                .setUpdateIntervalMillis(100)
                .setRenderer((state, width) -> render(state))
                .setConsumer(new ConsoleProgressBarConsumer(System.out, WIDTH))
                .clearDisplayOnFinish()
                .build();
        bar.setExtraMessage("epoch 1/" + plan.epochs());
    }

    @Override
    public void onStep(int epoch, int step, int steps, int rows, double loss) {
        long now = System.nanoTime();
        shownLoss = Double.isNaN(shownLoss) ? loss : shownLoss + LOSS_SHARE * (loss - shownLoss);
        bar.stepBy(rows);
        if (!started) {
            started = true;
            // A resumed training begins further on; the time that is left follows from what was done since.
            long done = (epoch - 1L) * plan.rows() + (long) plan.rows() * (step - 1) / steps;
            startShare = done / ((double) plan.epochs() * plan.rows());
            bar.stepBy(done);
            epochStart = now;
        }
        if (step == 1) {
            epochStart = now;
            epochRows = 0;
            return;
        }
        epochRows += rows;
        if (now - lastUpdate < UPDATE_NANOS) return;
        lastUpdate = now;
        double perSecond = epochRows * 1e9 / (now - epochStart);
        bar.setExtraMessage(String.format(
                Locale.ROOT, "epoch %d/%d  loss %.4f  %,.0f samples/s", epoch, plan.epochs(), shownLoss, perSecond));
    }

    @Override
    public void onEpoch(Epoch epoch) {
        if (!plan.shows(epoch)) return;
        String line = plan.line().apply(epoch);
        System.out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())) + System.lineSeparator());
    }

    @Override
    public void close() {
        bar.close();
    }

    private String render(ProgressState state) {
        double share = state.getNormalizedProgress();
        int full = (int) (share * BAR);
        Duration elapsed = state.getElapsedAfterStart();
        double since = share - startShare;
        String left = since < FORESEEABLE ? "?" : time(Math.round(elapsed.toMillis() * (1 - share) / since / 1000));
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f%%  %s  %s left",
                "=".repeat(full),
                " ".repeat(BAR - full),
                100 * share,
                state.getExtraMessage(),
                left);
    }

    private static String time(long seconds) {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
