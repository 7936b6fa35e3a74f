package dev.nn.examples.lesson.desk;

import java.util.List;
import java.util.Optional;

/** Reads the lists among a report's values. */
public final class Values {
    private Values() {}

    @SuppressWarnings("unchecked")
    public static List<Double> list(LessonReport report, String name) {
        return Optional.ofNullable((List<Double>) report.values().get(name)).orElseThrow();
    }
}
