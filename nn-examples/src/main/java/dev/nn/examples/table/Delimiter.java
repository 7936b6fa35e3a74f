package dev.nn.examples.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The finding of the character between the values of a line. */
final class Delimiter {
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};
    private static final int MOST_LINES = 20;

    /** With a decimal comma, and whatever else stands between or beside digits but a delimiter. */
    private static final Pattern NUMBER = Pattern.compile("[^,;\\t|\"a-z]*\\d,\\d+[^,;\\t|\"\\d]*");

    private Delimiter() {}

    /**
     * The delimiter that stands equally often in most of the first lines; of equals, the one that stands there most
     * often. Those within quotes don't count. A comma if there is none: then there is one column; or another, if commas
     * stand in its numbers.
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
        return most == 0 && isDecimalComma(start) ? ';' : best;
    }

    /** Whether the commas of a single column are those of its numbers: 12,5. */
    private static boolean isDecimalComma(CharSequence start) {
        List<String> withComma = start.toString()
                .lines()
                .skip(1)
                .limit(MOST_LINES)
                .filter(line -> line.indexOf(',') >= 0)
                .toList();
        return !withComma.isEmpty()
                && withComma.stream().allMatch(line -> NUMBER.matcher(line).matches());
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
