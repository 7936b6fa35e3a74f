package dev.nn.examples.lesson.training;

import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Picture;
import dev.nn.examples.plot.PlanePlot;
import dev.nn.optimizer.AdaGrad;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Momentum;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.Sgd;
import java.util.Arrays;
import java.util.List;

/** The picture of four optimisers on their way through a valley that is steep across and flat along. */
final class Ravine {
    private Ravine() {}

    /** The ways of four rules through the valley ½ x² + 10 y². */
    static Picture picture() {
        PlanePlot plot = PlanePlot.of(
                        "Through a ravine: 40 steps from the left", new Axis("x", -5, 1.5), new Axis("y", -2.2, 2.2))
                .surface(Ravine::height, 0, 12);
        List<Optimizer> rules = List.of(
                Sgd.withLearningRate(0.09),
                Momentum.withLearningRate(0.02),
                AdaGrad.withLearningRate(0.6),
                Adam.withLearningRate(0.2));
        for (int r = 0; r < rules.size(); r++) {
            float[][] path =
                    UpdateSteps.path(rules.get(r), new float[] {-4.5f, 1.5f}, 40, w -> new float[] {w[0], 20 * w[1]});
            plot.line(
                    "%s, rate %s".formatted(rules.get(r).name(), rules.get(r).learningRate()),
                    Arrays.stream(path).mapToDouble(p -> p[0]).toArray(),
                    Arrays.stream(path).mapToDouble(p -> p[1]).toArray(),
                    OptimisersLesson.COLORS[r],
                    false);
        }
        return new Picture(
                "ravine",
                "½ x² + 10 y² is steep across and flat along; blue is low. Momentum and Adam keep their heading, and overshoot.",
                plot.draw());
    }

    /** The root of the height, so that the flat part shows too. */
    private static float[] height(float[] rows) {
        float[] heights = new float[rows.length / 2];
        for (int i = 0; i < heights.length; i++) {
            float x = rows[2 * i], y = rows[2 * i + 1];
            heights[i] = (float) (2 * Math.sqrt(x * x / 2 + 10 * y * y));
        }
        return heights;
    }
}
