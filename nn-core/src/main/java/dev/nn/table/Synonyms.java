package dev.nn.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names that look like different words for one thing, as where two people have written a column: yes, 1 and true, or M and
 * male. They stay apart, because only the user knows; but they are named.
 */
final class Synonyms {
    /** Words for yes, and for no. */
    private static final List<Set<String>> TRUTHS = List.of(
            Set.of(
                    "yes", "y", "true", "t", "1", "1.0", "on", "ja", "j", "wahr", "oui", "o", "vrai", "si", "sí", "s",
                    "sim"),
            Set.of("no", "n", "false", "f", "0", "0.0", "off", "nein", "falsch", "non", "faux", "não", "nao", "nie"));

    /** Letters of a word that one letter may stand for. */
    private static final int WORD = 3;

    private Synonyms() {}

    /** What the user should know about the names of classes or categories; empty if none look like one another. */
    static String remark(Collection<String> names) {
        List<String> same = truths(names);
        if (same.isEmpty()) same = initials(names);
        if (same.isEmpty()) return "";
        return "%s may be the same: if so, write them alike".formatted(String.join("; ", same));
    }

    /** The words for yes and those for no, if there are no others. */
    private static List<String> truths(Collection<String> names) {
        List<List<String>> sides = List.of(new ArrayList<>(), new ArrayList<>());
        for (String name : names) {
            String word = name.toLowerCase(Locale.ROOT);
            int side = TRUTHS.get(0).contains(word) ? 0 : 1;
            if (!TRUTHS.get(side).contains(word)) return List.of();
            sides.get(side).add(name);
        }
        if (sides.stream().anyMatch(List::isEmpty)) return List.of();
        return sides.stream()
                .filter(side -> side.size() > 1)
                .map(Synonyms::quoted)
                .toList();
    }

    /** Each letter with the only word that begins with it, if all names but words without such a letter are in a pair. */
    private static List<String> initials(Collection<String> names) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        List<String> letters = new ArrayList<>();
        for (String name : names) {
            String word = name.toLowerCase(Locale.ROOT);
            if (word.isEmpty() || !word.codePoints().allMatch(Character::isLetter)) return List.of();
            if (word.length() == 1) letters.add(name);
            else
                words.computeIfAbsent(word.substring(0, 1), initial -> new ArrayList<>())
                        .add(name);
        }
        List<String> pairs = new ArrayList<>();
        for (String letter : letters) {
            List<String> same = words.getOrDefault(letter.toLowerCase(Locale.ROOT), List.of());
            if (same.size() != 1 || same.getFirst().length() < WORD) return List.of();
            pairs.add(quoted(List.of(letter, same.getFirst())));
        }
        return pairs;
    }

    private static String quoted(List<String> same) {
        return String.join(" and ", same.stream().map(CellText::quote).toList());
    }
}
