package dev.nn.examples.table;

import java.util.ArrayList;
import java.util.List;

/** The finding of the character between the values of a line. */
final class Delimiter {
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};
    private static final int MOST_LINES = 20;

    private Delimiter() {}

    /**
     * The delimiter that stands equally often in most of the first lines; of equals, the one that stands there most
     * often. Those within quotes don't count. A comma if there is none: then there is one column.
     *
     * @param start of the text
     * @param comment the character that begins lines which don't count; 0 for none
     */
    static char find(CharSequence start, char comment) {
        char best = ',';
        long most = 0;
        for (char candidate : CANDIDATES) {
            List<Integer> counts = counts(start, candidate, comment);
            if (counts.isEmpty() || counts.getFirst() == 0) continue;
            int header = counts.getFirst();
            long equal = counts.stream().filter(count -> count == header).count();
            long score = equal * 1_000_000 / counts.size() * 1_000 + Math.min(header, 999);
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    /** How often the candidate stands in each line; an unfinished last line doesn't count, unless it is the only one. */
    private static List<Integer> counts(CharSequence start, char candidate, char comment) {
        List<Integer> counts = new ArrayList<>();
        boolean quoted = false, empty = true, skipped = false;
        int count = 0;
        for (int i = 0; i < start.length() && counts.size() < MOST_LINES; i++) {
            char c = start.charAt(i);
            if (empty && comment != 0 && c == comment) skipped = true;
            if (skipped && c != '\n' && c != '\r') {
                empty = false;
                continue;
            }
            if (c == '"') quoted = !quoted;
            else if (c == candidate && !quoted) count++;
            if (!quoted && (c == '\n' || c == '\r')) {
                if (!empty && !skipped) counts.add(count);
                count = 0;
                skipped = false;
                empty = true;
            } else {
                empty = false;
            }
        }
        if (counts.isEmpty()) counts.add(count);
        return counts;
    }
}
