package dev.nn.examples.progress;

import dev.nn.training.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** The bar that moves on a terminal, with loss, rows per second and time left; finished epochs stay as lines above. */
final class ProgressDisplay implements Progress {
    private static final int BAR = 16, SHORT_BAR = 8;

    /** Columns that the line takes at most, where there are so many. */
    private static final int WIDEST = 79;

    /** Between two updates of the numbers: faster than this nobody reads. */
    private static final long UPDATE_NANOS = 100_000_000;

    /** How much of the shown loss comes from the latest step. */
    private static final double LOSS_SHARE = 0.05;

    /** Share of the work after which the time left can be told. */
    private static final double FORESEEABLE = 0.02;

    /** Columns of the line; less than the terminal has, because a full line would wrap on some. */
    private final int width = Math.min(WIDEST, Terminal.columns() - 1);

    private final ProgressPlan plan;
    private final ProgressBar bar;
    private boolean started;

    /** Share of the work that was done before; the bar's thread reads it. */
    private volatile double startShare;

    /** What there is to say beside the bar, the most important first. */
    private volatile List<String> numbers;

    private double shownLoss = Double.NaN;
    private long epochStart;
    private long epochRows;
    private long lastUpdate;

    ProgressDisplay(ProgressPlan plan) {
        this.plan = plan;
        // First: the bar's thread renders from when there is a bar, and would end for ever without them.
        numbers = List.of("epoch 1/" + plan.epochs());
        bar = new ProgressBarBuilder()
                .setInitialMax((long) plan.epochs() * plan.rows())
                .setUpdateIntervalMillis(100)
                .setRenderer((state, columns) -> render(state))
                .setConsumer(new ConsoleProgressBarConsumer(System.out, width))
                .clearDisplayOnFinish()
                .build();
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
        numbers = List.of(
                "epoch %d/%d".formatted(epoch, plan.epochs()),
                String.format(Locale.ROOT, "loss %.4f", shownLoss),
                String.format(Locale.ROOT, "%,.0f samples/s", perSecond));
    }

    @Override
    public void onEpoch(Epoch epoch) {
        if (!plan.shows(epoch)) return;
        String line = plan.line().apply(epoch);
        System.out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + System.lineSeparator());
    }

    @Override
    public void close() {
        bar.close();
        // A bar that is closed before its thread has drawn it is drawn then, and stays.
        System.out.print("\r" + " ".repeat(width) + "\r");
        System.out.flush();
    }

    private String render(ProgressState state) {
        double share = state.getNormalizedProgress();
        Duration elapsed = state.getElapsedAfterStart();
        double since = share - startShare;
        String left = since < FORESEEABLE ? "?" : time(Math.round(elapsed.toMillis() * (1 - share) / since / 1000));
        return line(width, share, numbers, left);
    }

    /** The line with as many of the numbers as there is room for, and a shorter bar before fewer of them. */
    static String line(int width, double share, List<String> numbers, String left) {
        for (int count = numbers.size(); count > 0; count--) {
            String text = String.join("  ", numbers.subList(0, count));
            for (int bar : new int[] {BAR, SHORT_BAR}) {
                int full = (int) (share * bar);
                String line = String.format(
                        Locale.ROOT,
                        "[%s%s] %3.0f%%  %s  %s left",
                        "=".repeat(full),
                        " ".repeat(bar - full),
                        100 * share,
                        text,
                        left);
                if (line.length() <= width) return line;
            }
        }
        String percent = String.format(Locale.ROOT, "%3.0f%%  %s left", 100 * share, left);
        return percent.length() <= width ? percent : percent.substring(0, width);
    }

    private static String time(long seconds) {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
