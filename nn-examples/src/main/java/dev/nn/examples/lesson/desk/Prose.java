package dev.nn.examples.lesson.desk;

import dev.nn.examples.plot.Minus;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text with gaps for what a run measured: {@code {passes}}, {@code {loss:%.3f}} in a format, {@code {accuracy:%}} in
 * percent with one digit.
 */
final class Prose {
    private static final Pattern GAP = Pattern.compile("\\{([^{}:]+)(?::([^{}]+))?}");

    private Prose() {}

    /**
     * The text without gaps.
     *
     * @throws IllegalArgumentException if the report has no number of a name
     */
    static String filled(String text, LessonReport report) {
        return Minus.signs(GAP.matcher(text).replaceAll(gap -> number(gap, report)));
    }

    private static String number(MatchResult gap, LessonReport report) {
        double value = report.number(gap.group(1));
        String format = gap.group(2);
        if (format == null) format = value == Math.rint(value) ? "%,.0f" : "%.4g";
        return format.equals("%")
                ? String.format(Locale.ROOT, "%.1f %%", 100 * value)
                : String.format(Locale.ROOT, format, value);
    }
}
