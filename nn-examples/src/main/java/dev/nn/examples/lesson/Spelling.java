package dev.nn.examples.lesson;

import java.util.Arrays;

/** How far apart two words are. */
final class Spelling {
    private Spelling() {}

    /**
     * The least number of letters to add, leave out or change to turn one into the other.
     *
     * <p>Levenshtein: Binary codes capable of correcting deletions, insertions, and reversals. Soviet Physics Doklady 10,
     * 1966.
     */
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
