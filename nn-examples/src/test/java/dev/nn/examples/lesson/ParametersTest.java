package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be set: a lesson has something to say at either end of every parameter, without a number that is none. */
class ParametersTest {
    /** Lessons that take a second or two; others are run by their own tests with what they can bear. */
    private static final List<String> QUICK = List.of(
            "datasets",
            "perceptron",
            "perceptron-training",
            "boolean-functions",
            "first-mlp",
            "affine-collapse",
            "activations",
            "gradient-descent",
            "backpropagation",
            "same-in-pytorch",
            "autodiff",
            "watch-a-perceptron");

    static Stream<Arguments> ends() {
        return QUICK.stream()
                .map(Lessons::named)
                .flatMap(lesson -> lesson.parameters().stream()
                        .flatMap(parameter -> Stream.of(parameter.least(), parameter.most())
                                .map(value -> Arguments.of(lesson.about().name(), parameter.name(), value))));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void bothEndsMakeAReport(String name, String parameter, double value) throws IOException {
        Lesson lesson = Lessons.named(name);
        LessonReport report = Reports.of(lesson, new LessonContext(3, Map.of(parameter, value)));
        assertThat(String.join(" ", report.measured())).doesNotContain("NaN", "Infinity");
        report.tables()
                .forEach(table -> assertThat(table.rows())
                        .allSatisfy(row -> assertThat(row).doesNotContain("NaN", "Infinity")));
    }

    static Stream<Lesson> lessons() {
        return Lessons.all().stream();
    }

    /** The appendix has nothing to try but slides. */
    @ParameterizedTest
    @MethodSource("lessons")
    void everyLessonHasSomethingToSet(Lesson lesson) {
        if (lesson.about().name().equals("slide-errors")) return;
        assertThat(lesson.parameters())
                .isNotEmpty()
                .allMatch(parameter -> parameter.least() <= parameter.standard())
                .allMatch(parameter -> parameter.standard() <= parameter.most())
                .allMatch(parameter -> parameter.line().length() <= 98);
        assertThat(lesson.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    }
}
