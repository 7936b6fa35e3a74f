package dev.nn.examples.lesson.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers back that a report's sentences print, so that tests can compare them with what was measured. */
public final class Sentences {
    /** In a pattern, {@code #} stands for a number. */
    private static final String NUMBER = "([−+]?[\\\\d,]+(?:\\\\.\\\\d+)?(?:e[−+]?\\\\d+)?)";

    private Sentences() {}

    /** The numbers of the one sentence that has this pattern in it, with {@code #} for each of them. */
    public static double[] numbers(LessonReport report, String pattern) {
        return numbers(report.measured(), pattern);
    }

    /** The same of one text. */
    public static double[] numbers(String text, String pattern) {
        return numbers(List.of(text), pattern);
    }

    private static double[] numbers(List<String> texts, String pattern) {
        Pattern regex = Pattern.compile(pattern.replaceAll("#", NUMBER));
        List<Matcher> found =
                texts.stream().map(regex::matcher).filter(Matcher::find).toList();
        assertThat(found).as(pattern + " in " + texts).hasSize(1);
        double[] numbers = new double[found.getFirst().groupCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(
                    found.getFirst().group(i + 1).replace(",", "").replace('−', '-'));
        }
        return numbers;
    }

    /** Whether a report says that anywhere. */
    public static boolean says(LessonReport report, String text) {
        return report.measured().stream().anyMatch(sentence -> sentence.contains(text));
    }

    /** Numbers of a column of a table, of the rows whose cell is one. */
    public static double[] column(Table table, int column) {
        return table.rows().stream()
                .map(row ->
                        row.get(column).replaceAll("[%,×]| points", "").strip().replace('−', '-'))
                .filter(cell -> cell.matches("[-+]?\\d+(\\.\\d+)?(e[-+]?\\d+)?"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
