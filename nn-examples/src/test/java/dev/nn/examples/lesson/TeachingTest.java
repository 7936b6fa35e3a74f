package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.Arithmetic;
import dev.nn.examples.lesson.desk.Excerpt;
import dev.nn.examples.lesson.desk.Exercise;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.Teaching;
import dev.nn.examples.playground.Preset;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands around the measurements: code that is there, settings that are taken, tasks with solutions. */
class TeachingTest {
    static Stream<Lesson> lessons() {
        return Lessons.all().stream();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void codeIsThereAndShort(Lesson lesson) throws IOException {
        for (Excerpt excerpt : Teaching.of(lesson.about().name()).excerpts()) {
            assertThat(excerpt.code().lines())
                    .as("%s", excerpt)
                    .hasSizeBetween(2, 20)
                    .allMatch(line -> line.length() <= 116);
            assertThat(excerpt.caption()).isNotBlank();
        }
    }

    /** What stands around it: a question with its answer, and worked numbers that are right. */
    @ParameterizedTest
    @MethodSource("lessons")
    void questionsHaveAnswersAndWorkedNumbersAreRight(Lesson lesson) throws IOException {
        Teaching teaching = Teaching.of(lesson.about().name());
        assertThat(teaching.question()).endsWith("?");
        assertThat(teaching.answer()).isNotBlank();
        for (String line : teaching.derivation().lines().toList()) {
            String[] parts = line.split(" = ", -1);
            for (int i = 1; line.startsWith("    ") && i < parts.length; i++) {
                // What stands in columns is not one expression.
                String left = parts[i - 1].strip();
                String right =
                        parts[i].strip().replaceFirst("(, | {2,}).*$", "").replace(",", "");
                if (!isArithmetic(left) || !isArithmetic(right)) continue;
                assertThat(Arithmetic.value(right))
                        .as(line)
                        .isCloseTo(Arithmetic.value(left), within(precision(right)));
            }
        }
    }

    private static boolean isArithmetic(String part) {
        return !part.contains("  ") && part.matches("[-−+·/().\\dσ ]*\\d[-−+·/().\\dσ ]*");
    }

    /** A little more than half a unit of the last digit that is printed. */
    private static double precision(String number) {
        int point = number.indexOf('.');
        return 0.51
                * Math.pow(
                        10,
                        point < 0
                                ? 0
                                : number.strip().indexOf('.')
                                        + 1
                                        - number.strip().length());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void exercisesHaveSolutionsAndSettingsThatTheLessonTakes(Lesson lesson) throws IOException {
        for (Exercise exercise : Teaching.of(lesson.about().name()).exercises()) {
            assertThat(exercise.task()).isNotBlank();
            assertThat(exercise.answer()).as(exercise.task()).isNotBlank();
            if (!exercise.preset().isEmpty()) Preset.named(exercise.preset());
            if (exercise.settings().isEmpty()) continue;
            assertThatCode(() -> ParameterSettings.of(
                            lesson, List.of(exercise.settings().split(" ", -1))))
                    .doesNotThrowAnyException();
        }
    }
}
