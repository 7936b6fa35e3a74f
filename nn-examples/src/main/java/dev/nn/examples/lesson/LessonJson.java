package dev.nn.examples.lesson;

import dev.nn.examples.lesson.desk.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as JSON for programs. */
final class LessonJson {
    private LessonJson() {}

    /** One lesson as it was run. */
    static Map<String, Object> of(LessonRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", run.about().number());
        json.put("name", run.about().name());
        json.put("title", run.about().title());
        json.put("slides", run.about().slides());
        json.put("seed", run.seed());
        json.put("seconds", run.seconds());
        json.put("set", run.settings());
        json.put("question", run.teaching().question());
        json.put("answer", run.teaching().answer());
        json.put("claims", run.report().claims());
        json.put("corrections", run.report().corrections());
        json.put("measured", run.report().measured());
        json.put(
                "exercises",
                run.teaching().exercises().stream()
                        .map(exercise -> Map.of(
                                "set", exercise.settings(), "task", exercise.task(), "answer", exercise.answer()))
                        .toList());
        json.put("values", run.report().values());
        json.put("tables", run.report().tables().stream().map(LessonJson::of).toList());
        json.put("pictures", run.report().figures().stream().map(run::fileName).toList());
        return json;
    }

    private static Map<String, Object> of(Table table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", table.title());
        json.put("columns", table.columns());
        json.put("rows", List.copyOf(table.rows()));
        return json;
    }
}
