package dev.nn.command;

import java.util.Collection;
import java.util.Optional;

/** The name that somebody meant who has mistyped it: the nearest one, if it is near enough. */
final class Spelling {
    /** Letters that may be wrong, missing, too many or swapped with the next. */
    private static final int MISTAKES = 2;

    private Spelling() {}

    /** Of names that are equally near the first. */
    static Optional<String> nearest(String typed, Collection<String> names) {
        String best = null;
        int least = MISTAKES + 1;
        for (String name : names) {
            int mistakes = mistakes(typed, name);
            // Of short names nearly every letter would be wrong.
            if (mistakes < least && 2 * mistakes < name.replace("-", "").length()) {
                least = mistakes;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Optimal string alignment: Damerau, A technique for computer detection and correction of spelling errors. 1964. */
    private static int mistakes(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int changed = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(changed, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
