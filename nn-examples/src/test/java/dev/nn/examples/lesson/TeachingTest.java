package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
                    .hasSizeBetween(3, 20)
                    .allMatch(line -> line.length() <= 110);
            assertThat(excerpt.caption()).isNotBlank();
        }
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
