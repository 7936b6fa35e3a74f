package dev.nn.examples.lesson;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code --set name=value} says, checked against the parameters of a lesson. */
final class ParameterSettings {
    private ParameterSettings() {}

    /**
     * The values by name, in the order of the settings; of two for the same name the last one holds.
     *
     * @throws IllegalArgumentException naming the parameters there are, the values that one may have, or which don't go
     *     together
     */
    static Map<String, Double> of(Lesson lesson, List<String> settings) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--set takes name=value, not '%s'; %s".formatted(setting, known(lesson)));
            }
            String name = setting.substring(0, equals).strip();
            Parameter parameter = lesson.parameters().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("unknown parameter '%s'; %s".formatted(name, known(lesson))));
            values.put(name, parameter.parse(setting.substring(equals + 1).strip()));
        }
        String conflict = lesson.conflict(new LessonContext(LessonContext.DEFAULT_SEED, values));
        if (!conflict.isEmpty()) throw new IllegalArgumentException(conflict);
        return values;
    }

    /** The parameters with their standard values, in one line. */
    static String known(Lesson lesson) {
        String name = lesson.about().name();
        if (lesson.parameters().isEmpty()) return "lesson %s has nothing to set".formatted(name);
        return "lesson %s has %s"
                .formatted(
                        name,
                        lesson.parameters().stream()
                                .map(Parameter::withStandard)
                                .collect(Collectors.joining(", ")));
    }
}
