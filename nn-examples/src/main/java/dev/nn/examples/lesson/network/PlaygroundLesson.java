package dev.nn.examples.lesson.network;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.desk.WebPage;
import dev.nn.examples.playground.RecordedPlayground;
import dev.nn.examples.playground.RecordedRun;
import dev.nn.examples.plot.Canvas;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.Picture;
import dev.nn.kernel.ScalarDenseKernels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lesson 23: the playground, recorded: eight trainings to be looked into without a server, and what each of them came to.
 */
public final class PlaygroundLesson implements Lesson {
    private static final Parameter RATE =
            Parameter.real("rate", "learning rate of the training in which units die", 1, 1e-4, 10);

    /** Name of the lesson, and of its page. */
    public static final String NAME = "playground";

    @Override
    public About about() {
        return new About(23, NAME, "The playground: watch a network while it learns", "C, on TensorFlow's playground");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        boolean own = context.seed() == LessonContext.DEFAULT_SEED;
        // The kernels don't matter to so small networks, and plain loops are ready at once.
        RecordedPlayground playground = RecordedPlayground.of(
                new ScalarDenseKernels(),
                replica -> own ? -1 : context.seed(replica) & Long.MAX_VALUE,
                Map.of("dead", context.number(RATE)));
        RecordedRun linear = playground.run("xor-linear"), spiral = playground.run("spiral");
        RecordedRun vanishing = playground.run("vanishing"), dead = playground.run("dead");
        RecordedRun heart = playground.run("overfitting");
        Table table = new Table(
                "What each of the recorded trainings came to",
                "training | steps | training loss | test loss | test points right");
        for (RecordedRun run : playground.runs()) {
            table.row(
                    "%s | %,d | %.4f | %.4f | %.1f %%",
                    run.preset().title(), run.steps(), run.trainLoss(), run.testLoss(), 100 * run.testAccuracy());
        }
        LessonReport report = new LessonReport("""
                A formula says what a network computes; to see how it comes to compute it one has to watch. The page beside
                this lesson holds recorded trainings: drag through the steps, look at every unit's picture, at weights and
                gradients. "nn playground" does the same live, with settings of your own.""")
                .claim("The playground shows why a hidden layer is needed: XOR without one doesn't work.")
                .claim("Deep networks of sigmoids don't learn: their gradients vanish.")
                .measured(
                        "XOR without a hidden layer: %.0f %% of the test points right after %,d steps, loss %.3f (guessing: 0.5).",
                        100 * linear.testAccuracy(), linear.steps(), linear.testLoss())
                .measured(
                        "The spiral from two coordinates, two layers of eight: %.1f %% of the test points right after %,d steps.",
                        100 * spiral.testAccuracy(), spiral.steps())
                .measured(
                        "Six layers of sigmoids: at the start the first layer's gradient is %.5f of the sixth's; after %,d steps"
                                + " the training loss is %.3f.",
                        vanishing.gradientRatio(), vanishing.steps(), vanishing.trainLoss())
                .measured(
                        "ReLU at a learning rate of %s: %.0f %% of the hidden units give 0 for every training point in the end.",
                        Parameter.text(context.number(RATE)), 100 * dead.deadShare())
                .measured(
                        "Learning by heart: the training loss falls to %.4f, while the test loss rises from its lowest, %.3f, to"
                                + " %.3f.",
                        heart.trainLoss(), heart.leastTestLoss(), heart.testLoss())
                .table(table)
                .picture(picture(playground))
                .page(new WebPage(NAME, "Open the recorded playground", playground.html()));
        return report.value("xorAccuracy", linear.testAccuracy())
                .value("spiralAccuracy", spiral.testAccuracy())
                .value("vanishingRatio", vanishing.gradientRatio())
                .value("deadShare", dead.deadShare())
                .value("heartTrainLoss", heart.trainLoss())
                .value("heartLeastTestLoss", heart.leastTestLoss())
                .value("heartTestLoss", heart.testLoss());
    }

    /** What every output says in the end, all over the square. */
    private static Picture picture(RecordedPlayground playground) {
        List<ImageGrid.Tile> tiles = new ArrayList<>();
        for (RecordedRun run : playground.runs()) {
            BufferedImage image = new BufferedImage(RecordedRun.SIDE, RecordedRun.SIDE, BufferedImage.TYPE_INT_RGB);
            double[] output = run.output();
            for (int i = 0; i < output.length; i++) {
                Color color = ColorMap.DIVERGING.at((1 - output[i]) / 2);
                image.setRGB(i % RecordedRun.SIDE, i / RecordedRun.SIDE, color.getRGB());
            }
            tiles.add(new ImageGrid.Tile(image, List.of(run.preset().title())));
        }
        Canvas drawn = new ImageGrid("What the trainings came to", 4, 260, 1, 0).draw(tiles);
        return new Picture("outputs", "What each network says in the end, all over the square from −6 to 6.", drawn);
    }
}
