package dev.nn.examples.lesson;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Teaching;
import dev.nn.examples.lesson.desk.WebPage;
import dev.nn.examples.plot.Picture;
import dev.nn.format.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A lesson that was run.
 *
 * @param about which
 * @param seed with which seed
 * @param parameters what can be set
 * @param settings what was set, by name
 * @param report what it said
 * @param teaching what stands around it, with the numbers of this run
 * @param seconds how long it took
 */
record LessonRun(
        Lesson.About about,
        long seed,
        List<Parameter> parameters,
        Map<String, Double> settings,
        LessonReport report,
        Teaching teaching,
        double seconds) {
    static LessonRun of(Lesson lesson, long seed, Map<String, Double> settings) throws IOException {
        long start = System.nanoTime();
        LessonReport report = lesson.run(new LessonContext(seed, settings));
        double seconds = (System.nanoTime() - start) / 1e9;
        Teaching teaching = Teaching.of(lesson.about().name()).filled(report);
        return new LessonRun(lesson.about(), seed, lesson.parameters(), settings, report, teaching, seconds);
    }

    /** The file of a picture: number, lesson, picture, so that a folder lists them in reading order. */
    String fileName(Picture picture) {
        return String.format(Locale.ROOT, "%02d-%s-%s.svg", about.number(), about.name(), picture.name());
    }

    /** Writes pictures and pages into a folder. */
    void writePictures(Path folder) throws IOException {
        for (Picture picture : report.figures()) {
            byte[] bytes = picture.svg().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(folder.resolve(fileName(picture)), out -> out.write(bytes));
        }
        for (WebPage page : report.pages()) {
            byte[] bytes = page.html().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(folder.resolve(page.file()), out -> out.write(bytes));
        }
    }
}
