package dev.nn.examples.lesson.desk;

import java.io.IOException;
import java.util.List;

/**
 * A claim of the lectures that runs: it measures the claim and draws the picture that shows it.
 *
 * <p>A class that implements it has a constructor without parameters for {@link Lessons}, and may have another one, with
 * less data, for its test.
 */
public interface Lesson {
    /** Where it stands in the course. */
    About about();

    /** What of it can be changed. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * Values that are allowed each by itself and make no sense together.
     *
     * @return what is wrong with them, in one line; empty if nothing is
     */
    default String conflict(LessonContext context) {
        return "";
    }

    /** Does it; the same context gives the same report. */
    LessonReport run(LessonContext context) throws IOException;

    /**
     * The title page of a lesson.
     *
     * @param number in reading order
     * @param name as it is called on the command line
     * @param title in one line
     * @param slides where the lectures have it, by the letters of {@link Lectures}
     */
    record About(int number, String name, String title, String slides) {}
}
