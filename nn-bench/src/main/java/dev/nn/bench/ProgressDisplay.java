package dev.nn.bench;

import java.io.PrintStream;

/** How far the run is and how long it still takes: one line that changes on a terminal, else a line now and then. */
final class ProgressDisplay {
    private static final int LINE_LENGTH = 100;
    private static final double SECONDS_BETWEEN_LINES = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final int forks;
    private final long start = System.nanoTime();
    private double lastLine = -SECONDS_BETWEEN_LINES;

    ProgressDisplay(PrintStream out, boolean terminal, int forks) {
        this.out = out;
        this.terminal = terminal;
        this.forks = forks;
    }

    /** So many cases of so many are done in that fork, counted from 0. */
    void show(int fork, int done, int total, String next) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        double share = (fork + (double) done / Math.max(1, total)) / forks;
        String text = "fork %d of %d, case %d of %d, %s: %s"
                .formatted(fork + 1, forks, done, total, next, left(seconds, share));
        if (terminal) {
            out.print("\r" + pad(text));
            out.flush();
        } else if (seconds - lastLine >= SECONDS_BETWEEN_LINES) {
            out.println(text);
            lastLine = seconds;
        }
    }

    /** Prints a line of its own. */
    void note(String text) {
        if (terminal) out.print("\r" + pad("") + "\r");
        out.println(text);
    }

    /** Wipes the changing line. */
    void done() {
        if (terminal) out.print("\r" + pad("") + "\r");
        out.flush();
    }

    static String left(double seconds, double share) {
        if (share <= 0.01) return "time left unknown";
        long left = Math.round(seconds / share - seconds);
        return left < 100 ? left + " s left" : "%d min left".formatted((left + 30) / 60);
    }

    private static String pad(String text) {
        String cut = text.length() > LINE_LENGTH ? text.substring(0, LINE_LENGTH) : text;
        return cut + " ".repeat(LINE_LENGTH - cut.length());
    }
}
