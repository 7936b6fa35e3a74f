package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;

/** Lesson 21: without the most salient pixels the score falls further than without as many random ones. */
class ExplainTest {
    @Seeds({1, 100, 2000})
    void salientPixelsMatter(long seed) throws IOException {
        LessonReport report = Reports.of(new Explain(true), seed);
        List<Double> random = Values.list(report, "random");
        for (String method : List.of("gradient", "occlusion")) {
            List<Double> without = Values.list(report, method);
            assertThat(without.getFirst()).as("nothing removed").isEqualTo(random.getFirst());
            for (int r = 1; r < without.size(); r++) {
                assertThat(without.get(r)).as("%s, removal %d", method, r).isLessThan(random.get(r) - 0.05);
            }
            assertThat(without.getLast()).isLessThan(random.getLast() / 3);
        }
    }
}
