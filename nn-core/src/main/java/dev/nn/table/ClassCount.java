package dev.nn.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many rows each class of a column has.
 *
 * @param rows by class: numbers by size, else in alphabetical order
 * @param spellings other ways that a class is written in, with its name
 * @param numbers whether all classes are numbers
 */
record ClassCount(Map<String, Integer> rows, Map<String, String> spellings, boolean numbers) {
    /** Rows that a class needs on average before anything can be learnt about it. */
    private static final int FEWEST = 3;

    /** As many numbers may well be counts or marks. */
    private static final int MANY_NUMBERS = 5;

    /** Share of the rows that a class would have if all had the same, below which it is easily missed. */
    private static final double RARE = 0.2;

    /**
     * Counts labels, all spellings of a class as its most frequent one.
     *
     * @param labels with their rows, in the order of the first ones
     */
    static ClassCount of(Map<String, Integer> labels, boolean exact) {
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        for (String label : labels.keySet()) {
            byKey.computeIfAbsent(LabelKey.of(label, exact), key -> new ArrayList<>())
                    .add(label);
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, String> spellings = new LinkedHashMap<>();
        for (List<String> same : byKey.values()) {
            String name = same.getFirst();
            int count = 0;
            for (String label : same) {
                count += labels.getOrDefault(label, 0);
                if (labels.getOrDefault(label, 0) > labels.getOrDefault(name, 0)) name = label;
            }
            counts.put(name, count);
            for (String label : same) if (!label.equals(name)) spellings.put(label, name);
        }
        boolean numbers = counts.keySet().stream()
                .noneMatch(label -> CellText.isCode(label) || Double.isNaN(CellText.number(label)));
        Comparator<String> order = numbers ? Comparator.comparingDouble(CellText::number) : Comparator.naturalOrder();
        Map<String, Integer> ordered = new LinkedHashMap<>();
        counts.keySet().stream().sorted(order).forEach(label -> ordered.put(label, counts.getOrDefault(label, 0)));
        return new ClassCount(ordered, spellings, numbers);
    }

    /** The names of the classes. */
    List<String> classes() {
        return List.copyOf(rows.keySet());
    }

    /** Whether a label may say that there is none; few letters may be a name. */
    private static boolean isNoAnswer(String label) {
        boolean name = label.length() <= 3 && label.chars().allMatch(Character::isLetter);
        return CellText.isMarker(label) && !name;
    }

    String describe() {
        StringBuilder text = new StringBuilder(Summaries.counted(rows.size(), "class", "classes"));
        text.append(": ").append(Summaries.listed(classes()));
        return text + Summaries.spellings(spellings);
    }

    /**
     * What the user should know.
     *
     * @param decided whether the column decided that there are classes, not the user
     * @param weights that training will use
     */
    String remark(int all, boolean decided, ClassWeights weights) {
        List<String> remarks = new ArrayList<>();
        String synonyms = Synonyms.remark(rows.keySet());
        if (!synonyms.isEmpty()) remarks.add(synonyms);
        rows.keySet().stream()
                .filter(ClassCount::isNoAnswer)
                .findFirst()
                .ifPresent(label -> remarks.add("%s is a class; --missing-values '%s' leaves its rows out"
                        .formatted(CellText.quote(label), label)));
        if (rows.size() > 2 && all < FEWEST * rows.size()) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "only %,d rows for %,d classes: too few of each to learn from; is it the right column? %s",
                    all,
                    rows.size(),
                    "--task regression is for numbers"));
        } else if (decided && numbers && rows.size() >= MANY_NUMBERS) {
            remarks.add("whole numbers were taken for classes; --task regression predicts a number");
        }
        rows.entrySet().stream().min(Map.Entry.comparingByValue()).ifPresent(rarest -> {
            if (weights == ClassWeights.BALANCED) return;
            if (rarest.getValue() >= RARE * all / rows.size() || all < FEWEST * rows.size()) return;
            remarks.add(String.format(
                    Locale.ROOT,
                    "unequal, %s has %,d of %,d rows; --class-weights balanced lets each class count the same",
                    CellText.quote(rarest.getKey()),
                    rarest.getValue(),
                    all));
        });
        return String.join("; ", remarks);
    }
}
