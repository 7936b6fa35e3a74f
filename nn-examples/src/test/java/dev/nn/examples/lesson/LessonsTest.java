package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.playground.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The course as a whole. */
class LessonsTest {
    @Test
    void numbersRiseAndNamesAreDistinctWordsForACommandLine() {
        List<Lesson.About> abouts = Lessons.all().stream().map(Lesson::about).toList();
        assertThat(abouts)
                .extracting(Lesson.About::number)
                .isSorted()
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(0);
        assertThat(abouts)
                .extracting(Lesson.About::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-z-]*"));
        assertThat(abouts)
                .extracting(Lesson.About::title)
                .doesNotHaveDuplicates()
                .allMatch(title -> title.length() <= 70);
        assertThat(abouts).extracting(Lesson.About::slides).allMatch(slides -> slides.matches("[A-E][ ,;].*"));
    }

    @Test
    void presetsOfThePlaygroundBelongToLessons() {
        List<String> names =
                Lessons.all().stream().map(lesson -> lesson.about().name()).toList();
        assertThat(Preset.ALL).extracting(Preset::lesson).allMatch(names::contains);
        assertThat(Preset.ALL).extracting(Preset::name).doesNotHaveDuplicates();
    }

    @Test
    void distanceOfWords() {
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("same", "same")).isZero();
    }
}
