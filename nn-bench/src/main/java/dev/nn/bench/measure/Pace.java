package dev.nn.bench.measure;

/**
 * How long each subject runs.
 *
 * @param warmUpSeconds before anything counts
 * @param roundSeconds in each round
 * @param rounds how many rounds, if they don't take too long
 * @param groupSeconds about how long all rounds of a group may take; slow subjects get fewer rounds, but three
 */
public record Pace(double warmUpSeconds, double roundSeconds, int rounds, double groupSeconds) {
    public static final Pace THOROUGH = new Pace(0.15, 0.012, 11, 8);
    public static final Pace QUICK = new Pace(0.03, 0.004, 5, 1);

    private static final int LEAST = 3;

    /** For whole training steps, in which a JIT compiler has more to learn than in a kernel. */
    public Pace forSteps() {
        return new Pace(10 * warmUpSeconds, 3 * roundSeconds, rounds, groupSeconds);
    }

    /** How many rounds of that length to run. */
    int rounds(double secondsPerRound) {
        return Math.clamp((long) (groupSeconds / secondsPerRound), LEAST, Math.max(LEAST, rounds));
    }
}
