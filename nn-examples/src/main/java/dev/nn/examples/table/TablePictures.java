package dev.nn.examples.table;

import dev.nn.examples.plot.Png;
import dev.nn.format.AtomicFile;
import dev.nn.table.Task;
import java.io.IOException;
import java.nio.file.Path;

/** The pictures of a training or a measurement, by the names of their files. */
final class TablePictures {
    private static final String CURVES = "learning-curves.png";
    private static final String CONFUSION = "confusion-matrix.png";
    private static final String SCATTER = "predicted-and-true.png";

    private TablePictures() {}

    /** Makes sure before the work that the pictures can be written after it. */
    static void check(Path folder) throws IOException {
        AtomicFile.check(folder.resolve(CURVES));
    }

    /** Draws the learning curves and, if there were test rows, right and wrong answers. */
    static void write(Path folder, TableReport report) throws IOException {
        Png.write(folder.resolve(CURVES), TableCurves.draw(report.fit()));
        if (report.test() != null) write(folder, report.test(), "test rows");
    }

    /** Draws right and wrong answers. */
    static void write(Path folder, Evaluation evaluation, String rows) throws IOException {
        if (evaluation.target().task() == Task.REGRESSION) {
            Png.write(folder.resolve(SCATTER), PredictedAndTrue.draw(evaluation, rows));
        } else if (evaluation.target().outputs() <= ClassConfusion.MOST_CLASSES) {
            Png.write(folder.resolve(CONFUSION), ClassConfusion.draw(evaluation, rows));
        }
    }
}
