package dev.nn.examples.lesson.digits;

import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.digits.Saliency.Method;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.FirstLayerWeights;
import dev.nn.examples.mnist.Predictions;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lesson 21 shows what a trained network looked at, in two ways, and tests both by taking away what they point to.
 *
 * <p>“(Explainability!)”: A, “ML Folklore”. The input gradient ∂z/∂x says how each pixel would move the score of the
 * digit (Simonyan et al., 2014); occlusion covers a few pixels and looks how far the score falls (Zeiler, Fergus, 2014).
 *
 * <p>Run it: {@code ./nn lesson explain}
 */
public final class Explain implements Lesson {
    private static final Parameter RADIUS =
            Parameter.whole("radius", "pixels that occlusion covers to each side of one", 1, 0, 5);

    static final int[] REMOVED = {0, 5, 10, 20, 30, 40};

    private final int train;
    private final int epochs;
    private final Parameter count;

    public Explain() {
        this(false);
    }

    /** @param small fewer images, for the test */
    Explain(boolean small) {
        train = small ? 10_000 : 60_000;
        epochs = small ? 3 : 4;
        count = Parameter.whole("images", "test images to ask about", small ? 100 : 500, 10, 5000);
    }

    @Override
    public About about() {
        return new About(21, "explain", "What did it look at?", "A “ML Folklore: (Explainability!)”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RADIUS, count);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Network network = DigitNetworks.train(DigitDraw.first(digits.train(), train), epochs, context.seed(), 128, 64);
        Predictions predictions = Predictions.of(network, digits.test());
        int[] images = IntStream.range(0, digits.test().size())
                .filter(i -> predictions.truth()[i] == predictions.predicted()[i])
                .limit(context.whole(count))
                .toArray();
        Saliency saliency = new Saliency(network, digits.test(), context.whole(RADIUS), context.seed());
        Map<Method, double[]> curves = new EnumMap<>(Method.class);
        for (Method method : Method.values()) {
            double[] curve = new double[REMOVED.length];
            for (int image : images) {
                int[] order = saliency.order(method, image);
                for (int r = 0; r < REMOVED.length; r++)
                    curve[r] += saliency.without(image, order, REMOVED[r]) / images.length;
            }
            curves.put(method, curve);
        }
        Table table = new Table(
                "Mean probability of the right digit (%%) over %d images".formatted(images.length),
                "pixels removed | at random | by input gradient | by occlusion");
        for (int r = 0; r < REMOVED.length; r++) {
            table.row(
                    "%d | %.1f | %.1f | %.1f",
                    REMOVED[r],
                    100 * at(curves, Method.RANDOM, r),
                    100 * at(curves, Method.GRADIENT, r),
                    100 * at(curves, Method.OCCLUSION, r));
        }
        int at = 3, side = 2 * context.whole(RADIUS) + 1;
        return new LessonReport("""
                Which pixels made the network say “seven”? Ask the gradient: how would the score change if this pixel did? Or
                cover part of the image and ask again. A picture alone proves nothing, so take the pixels away that it names
                and see whether the network still knows.""")
                .formula("gradient   x_i · ∂z/∂x_i of the digit's logit z")
                .formula("occlusion  z(image) − z(image with the %d × %d pixels around i white)".formatted(side, side))
                .claim("“(Explainability!)” stands last, in brackets, among the folklore of machine learning. (A)")
                .measured(
                        """
                        With %d ink pixels removed, the right digit keeps %.0f %% of the probability if they are taken at random,
                        %.0f %% if the input gradient chose them, and %.0f %% if occlusion did (means of %d images).""",
                        REMOVED[at],
                        100 * at(curves, Method.RANDOM, at),
                        100 * at(curves, Method.GRADIENT, at),
                        100 * at(curves, Method.OCCLUSION, at),
                        images.length)
                .table(table)
                .picture(ExplainPictures.maps(saliency, digits.test(), images))
                .picture(ExplainPictures.curves(curves))
                .picture(new Picture(
                        "first-layer",
                        "What the first layer's strongest units look for: red ink counts for, blue against.",
                        FirstLayerWeights.draw(network, digits.test().columns())))
                .value("removed", Arrays.stream(REMOVED).asDoubleStream().toArray())
                .value("random", curves.getOrDefault(Method.RANDOM, new double[0]))
                .value("gradient", curves.getOrDefault(Method.GRADIENT, new double[0]))
                .value("occlusion", curves.getOrDefault(Method.OCCLUSION, new double[0]));
    }

    private static double at(Map<Method, double[]> curves, Method method, int index) {
        return curves.getOrDefault(method, new double[0])[index];
    }
}
