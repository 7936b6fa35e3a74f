package dev.nn.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The finding of the {@link Notation} that all numbers of a column are written in. */
final class NotationFinder {
    /** Share of the texts that may be no such number: those are mistakes. */
    private static final double MISTAKES = 0.1;

    /** How many times larger numbers without comma are than those with one, where the comma stands between thousands. */
    private static final double LARGER = 5;

    /** As few different numbers may be names. */
    private static final int FEW = 20;

    /** Decimal mark and mark between thousands; where several fit, the first is meant. */
    private static final String[] MARKS = {".\0", ",\0", ".,", ".'", ". ", ",.", ",'", ", "};

    /** Currencies of countries where a comma is no decimal mark. */
    private static final Set<String> COMMA_BETWEEN_THOUSANDS = Set.of(
            "$", "US$", "USD", "£", "GBP", "¥", "JPY", "CNY", "₹", "INR", "Rs", "Rs.", "₩", "KRW", "AUD", "HKD", "SGD");

    private static final Pattern POINTS = Pattern.compile("[1-9]\\d{0,2}(?:\\.\\d{3})+");

    private final CellRules rules;
    private final List<String> texts = new ArrayList<>();
    private final List<String> cores = new ArrayList<>();

    /** What stands around the digits of all of them. */
    private final Notation around;

    /**
     * What was found.
     *
     * @param notation of all texts but a few mistakes; null without one
     * @param problem why there is none although the texts look like numbers; else empty
     * @param open whether they surely are numbers, and only the user can say which
     */
    record Found(@Nullable Notation notation, String problem, boolean open) {
        static final Found NOTHING = new Found(null, "", false);

        static Found of(Notation notation) {
            return new Found(notation, "", false);
        }
    }

    private NotationFinder(CellRules rules, Notation around) {
        this.rules = rules;
        this.around = around;
    }

    /**
     * Finds the notation of some texts.
     *
     * @param texts stripped, none missing
     */
    static Found find(List<String> texts, CellRules rules) {
        Map<String, Integer> units = new HashMap<>();
        int without = 0;
        List<@Nullable Affixes> parts = new ArrayList<>();
        for (String text : texts) {
            Affixes part = Affixes.of(text);
            parts.add(part);
            if (part == null) continue;
            if (part.unit().isEmpty() && rules.optionalUnit()) without++;
            else units.merge(part.unit(), 1, Integer::sum);
        }
        String unit = units.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse("");
        Notation some = new Notation('.', Notation.NONE, unit, false, false, without > 0 && !unit.isEmpty());
        List<Affixes> same = new ArrayList<>();
        for (Affixes part : parts) if (part != null && some.allowsUnit(part.unit())) same.add(part);
        boolean brackets = same.stream().anyMatch(Affixes::brackets),
                behind = same.stream().anyMatch(Affixes::behind);
        NotationFinder finder = new NotationFinder(
                rules, new Notation('.', Notation.NONE, unit, brackets, behind, some.optionalUnit()));
        for (int i = 0; i < texts.size(); i++) {
            Affixes part = parts.get(i);
            if (part == null || !some.allowsUnit(part.unit())) continue;
            finder.texts.add(texts.get(i));
            finder.cores.add(part.core());
        }
        boolean marks = parts.stream().anyMatch(part -> part != null && part.hasMark());
        if (texts.size() - same.size() <= MISTAKES * texts.size()) {
            // Without marks, such as 12a and 2-, these are codes or grades.
            boolean letter = unit.length() == 1 && same.stream().anyMatch(Affixes::attached);
            boolean code = !marks && (letter || (behind && texts.size() <= FEW));
            return code ? Found.NOTHING : finder.find();
        }
        int likeNumbers = without + units.values().stream().mapToInt(i -> i).sum();
        boolean attached = parts.stream().anyMatch(part -> part != null && part.attached());
        if (likeNumbers < texts.size() || (attached && !marks)) return Found.NOTHING;
        String other = texts.stream()
                .filter(text -> !finder.texts.contains(text))
                .findFirst()
                .orElse("");
        boolean bare = units.size() == 2 && units.containsKey("");
        String way = bare ? "; " + Strays.withUnit(unit.isEmpty() ? otherUnit(units) : unit) : "";
        return new Found(null, beside(other, finder.texts.getFirst()) + ", numbers of two kinds" + way, false);
    }

    private static String otherUnit(Map<String, Integer> units) {
        return units.keySet().stream()
                .filter(unit -> !unit.isEmpty())
                .findFirst()
                .orElse("");
    }

    /**
     * Whether plain numbers may have points between thousands: each point stands before three digits, others have no
     * point, and one number ends with a 0 that a fraction would have lost. Without such a sign, many are named.
     */
    static Found findPoints(List<String> texts) {
        String with = "", without = "";
        boolean zero = false;
        int points = 0;
        for (String text : texts) {
            String digits = text.startsWith("-") ? text.substring(1) : text;
            if (POINTS.matcher(digits).matches()) {
                with = text;
                points++;
                zero |= text.endsWith("0");
            } else if (digits.length() <= 3 && digits.chars().allMatch(Character::isDigit)) {
                without = text;
            } else {
                return Found.NOTHING;
            }
        }
        if (!zero || without.isEmpty()) {
            if (points <= FEW) return Found.NOTHING;
            String reads = CellText.quote(with) + " as " + with.replace(".", "");
            return new Found(null, "each point stands before three digits; --thousands . reads " + reads, false);
        }
        return new Found(
                null,
                beside(with, without) + ", so points seem to stand between thousands: --thousands . says that,"
                        + " --thousands , that they don't",
                true);
    }

    private Found find() {
        List<Notation> fitting = new ArrayList<>();
        for (String marks : MARKS) {
            Notation candidate = around.withMarks(marks.charAt(0), marks.charAt(1));
            if (cores.stream().allMatch(fits(candidate))) fitting.add(candidate);
        }
        if (fitting.isEmpty()) return nothingFits();
        List<Notation> allowed = fitting.stream().filter(rules::allow).toList();
        Notation chosen = allowed.isEmpty() ? fitting.getFirst() : allowed.getFirst();
        Notation thousands = around.withMarks('.', ',');
        if (chosen.equals(around) && !around.unit().isEmpty() && !rules.nameNumbers()) return withPoints(chosen);
        if (chosen.decimal() != ','
                || chosen.group() != Notation.NONE
                || !hasCommas()
                || !cores.stream().allMatch(core -> thousands.plain(core, false) != null)) {
            return Found.of(chosen);
        }
        // Each comma stands before three digits.
        String comma = text(core -> core.indexOf(',') >= 0);
        boolean sure = rules.decimal() == ',' && rules.thousands() != CellRules.FOUND_OUT;
        if (!sure && (isGrouped(',') || COMMA_BETWEEN_THOUSANDS.contains(around.unit()))) {
            if (rules.decimal() != ',' && fitting.contains(thousands)) return Found.of(thousands);
            String without = text(core -> core.indexOf(',') < 0);
            return new Found(
                    null,
                    beside(comma, without)
                            + ", so commas seem to stand between thousands: --thousands , says that, --thousands . that they don't",
                    true);
        }
        if (rules.decimal() == ',') return Found.of(chosen);
        return new Found(
                null,
                "%s can be %s or %s: --thousands , or --decimal-comma says which"
                        .formatted(CellText.quote(comma), comma.replace(",", ""), comma.replace(',', '.')),
                true);
    }

    /**
     * Numbers with a unit and at most one point each, which may stand between thousands. Money has no three decimals, so
     * €10.885 beside €900 is more than that.
     */
    private Found withPoints(Notation chosen) {
        Notation thousands = around.withMarks(',', '.');
        boolean grouped = cores.stream().allMatch(core -> POINTS.matcher(core).matches() || core.length() <= 3);
        boolean both = cores.stream().anyMatch(core -> core.indexOf('.') < 0)
                && cores.stream().anyMatch(core -> core.indexOf('.') >= 0);
        boolean fit = cores.stream().allMatch(core -> thousands.plain(core, false) != null);
        if (grouped && both && fit && Affixes.isCurrency(around.unit()) && isGrouped('.')) return Found.of(thousands);
        Found points = findPoints(cores);
        return new Found(chosen, points.problem(), points.open());
    }

    private Predicate<String> fits(Notation candidate) {
        boolean strict = rules.thousands() == CellRules.FOUND_OUT;
        return core -> candidate.plain(core, strict) != null;
    }

    /** Most texts agree, but some are written in another way; or these are dates, versions and the like. */
    private Found nothingFits() {
        Notation best = around;
        long most = 0;
        for (String marks : MARKS) {
            Notation candidate = around.withMarks(marks.charAt(0), marks.charAt(1));
            long count = cores.stream().filter(fits(candidate)).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        if (2 * most < cores.size()) return Found.NOTHING;
        Predicate<String> fits = fits(best);
        String other = text(fits.negate());
        return new Found(
                null,
                beside(other, text(fits)) + ", which no one way of writing numbers explains",
                other.indexOf(',') >= 0);
    }

    private boolean hasCommas() {
        return cores.stream().anyMatch(core -> core.indexOf(',') >= 0);
    }

    /**
     * Whether there are numbers without such a mark, which tell: they are much larger than those with one would be if it
     * were a decimal mark, or one of these ended with a 0 that the others must have lost.
     */
    private boolean isGrouped(char mark) {
        double without = median(core -> core.indexOf(mark) < 0);
        if (Double.isNaN(without)) return false;
        boolean zero = cores.stream().anyMatch(core -> core.indexOf(mark) >= 0 && core.endsWith("0"));
        return zero || without > LARGER * median(core -> core.indexOf(mark) >= 0);
    }

    private double median(Predicate<String> which) {
        double[] numbers = cores.stream()
                .filter(which)
                .mapToDouble(core -> CellText.number(core.replace(',', '.')))
                .sorted()
                .toArray();
        return numbers.length == 0 ? Double.NaN : numbers[numbers.length / 2];
    }

    /** The first text whose core is such. */
    private String text(Predicate<String> which) {
        for (int i = 0; i < cores.size(); i++) if (which.test(cores.get(i))) return texts.get(i);
        return "";
    }

    private static String beside(String one, String other) {
        return "%s stands beside %s".formatted(CellText.quote(one), CellText.quote(other));
    }
}
