package dev.nn.examples.table;

import dev.nn.table.ClassReport;
import dev.nn.table.ClassScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the commands say about each class: in lines where accuracy alone misleads, as JSON always. */
final class ClassLines {
    private static final int SHOWN = 6;

    private ClassLines() {}

    /** Lines about unequal classes, the rarest first; none if all have similar numbers of rows. */
    static List<String> of(ClassReport report) {
        List<String> lines = new ArrayList<>();
        if (!report.isUnequal()) return lines;
        String area = Double.isNaN(report.areaUnderCurve()) ? "" : format("; AUC %.4f", report.areaUnderCurve());
        lines.add(format("balanced  %.4f accuracy, each class counting the same%s", report.balancedAccuracy(), area));
        report.classes().stream()
                .filter(score -> score.rows() > 0)
                .sorted(Comparator.comparingLong(ClassScore::rows))
                .limit(SHOWN)
                .map(score -> format(
                        "class     '%s': recall %.4f (%,d of %,d), precision %s, F1 %.4f",
                        score.name(),
                        score.recall(),
                        score.right(),
                        score.rows(),
                        score.predicted() == 0 ? "none, it is never predicted" : format("%.4f", score.precision()),
                        score.f1()))
                .forEach(lines::add);
        long more = report.classes().stream().filter(score -> score.rows() > 0).count() - SHOWN;
        if (more > 0) lines.add(format("class     %,d more in the JSON", more));
        return lines;
    }

    static Map<String, @Nullable Object> json(ClassReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("balancedAccuracy", report.balancedAccuracy());
        json.put("macroF1", report.macroF1());
        json.put("auc", report.areaUnderCurve());
        json.put("classes", report.classes().stream().map(ClassLines::json).toList());
        return json;
    }

    private static Map<String, Object> json(ClassScore score) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("class", score.name());
        json.put("rows", score.rows());
        json.put("recall", score.recall());
        json.put("precision", score.precision());
        json.put("f1", score.f1());
        return json;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be one more dependency.
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
