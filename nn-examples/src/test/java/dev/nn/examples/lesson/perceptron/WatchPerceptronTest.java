package dev.nn.examples.lesson.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.data.PlaneData;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.perceptron.Watching.Move;
import dev.nn.perceptron.Perceptron;
import dev.nn.perceptron.PerceptronTraining;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 27: the recorded steps are those of lesson 2; with one animal more there is no rest. */
class WatchPerceptronTest {
    @Seeds({1, 2, 3})
    void theFilmIsLesson2AndTheTarantulaNeverSettles(long seed) throws IOException {
        LessonReport report = Reports.of(new WatchPerceptron(), seed);
        LessonReport lesson2 = Reports.of(new PerceptronTrainingLesson(), seed);
        assertThat(report.number("mistakes")).isEqualTo(lesson2.number("animalMistakes"));
        assertThat(report.number("passes")).isEqualTo(lesson2.number("animalPasses"));
        assertThat(report.number("wrong")).isZero();
        assertThat(report.tables().getFirst().rows()).hasSize((int) report.number("mistakes"));
        assertThat(report.number("bestOfAllLines")).isEqualTo(10);
        assertThat(report.number("wrongLateLeast")).isGreaterThanOrEqualTo(1);
        assertThat(report.number("morePasses")).isEqualTo(10_000);
        assertThat(report.number("longest")).isLessThan(10);
        double[] said = Sentences.numbers(report, "# mistakes in # passes, then none. After # of them .* after # more");
        assertThat(said)
                .containsExactly(
                        report.number("mistakes"),
                        report.number("passes"),
                        report.number("fixed"),
                        report.number("backwards"));
    }

    /** What the text says happens when the eleventh animal moves, or the steps grow. */
    @Test
    void elsewhereTheEleventhAnimalCanBeSeparated() {
        LessonReport report = new WatchPerceptron().run(new LessonContext(1, Map.of("size", 5.0, "fur", 1.0)));
        assertThat(report.number("bestOfAllLines")).isEqualTo(11);
        assertThat(report.number("wrongLast")).isZero();
        assertThat(Sentences.says(report, "finds one after")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void watchingChangesNothing(long seed) {
        PlanePoints points = PlaneData.clouds(60, 0.05, seed).points();
        Perceptron watched = Perceptron.zero(2), alone = Perceptron.zero(2);
        Watching film = Watching.of(watched, points.x(), points.labels(), 1, 1000);
        PerceptronTraining training = alone.train(points.x(), points.labels(), 1, 1000);
        assertThat(watched.weights()).isEqualTo(alone.weights());
        assertThat(film.moves()).hasSize(training.mistakes());
        assertThat(film.wrongAfter()).hasSize(training.passes()).last().isEqualTo(0);
        double[] w = new double[3];
        for (Move move : film.moves()) {
            assertThat(move.before()).isEqualTo(w);
            double[] x = points.x()[move.example()];
            double moved = Perceptron.of(move.after()).score(x) - move.score();
            int sign = points.labels()[move.example()] == 1 ? 1 : -1;
            assertThat(moved).isCloseTo(sign * (1 + x[0] * x[0] + x[1] * x[1]), within(1e-9));
            w = move.after();
        }
    }

    @Test
    void thePageHasAFrameForEachMistakeAndNeedsNothingElse() {
        LessonReport report = new WatchPerceptron().run(new LessonContext(1));
        String page = report.pages().getFirst().html();
        assertThat(page.split("class=\"frame\"", -1)).hasSize((int) report.number("mistakes") + 1);
        assertThat(page)
                .contains("index.html#watch-a-perceptron")
                .doesNotContainPattern("src=|url\\(|@import|https?://(?!www.w3.org)");
    }
}
