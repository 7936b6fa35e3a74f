package dev.nn.examples.lesson;

import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.digits.Autoencoder;
import dev.nn.examples.lesson.digits.Explain;
import dev.nn.examples.lesson.digits.Luck;
import dev.nn.examples.lesson.digits.MnistBinary;
import dev.nn.examples.lesson.digits.MnistLesson;
import dev.nn.examples.lesson.digits.PruningLesson;
import dev.nn.examples.lesson.digits.TrustInSoftmax;
import dev.nn.examples.lesson.errata.SlideErrors;
import dev.nn.examples.lesson.fit.DeepNetworks;
import dev.nn.examples.lesson.fit.DepthOrWidth;
import dev.nn.examples.lesson.fit.MoreData;
import dev.nn.examples.lesson.fit.Overfitting;
import dev.nn.examples.lesson.fit.ScientistOrMachine;
import dev.nn.examples.lesson.fit.UniversalApproximation;
import dev.nn.examples.lesson.fit.WhenToStop;
import dev.nn.examples.lesson.image.ConvolutionLesson;
import dev.nn.examples.lesson.network.ActivationsLesson;
import dev.nn.examples.lesson.network.AffineCollapse;
import dev.nn.examples.lesson.network.FirstMlp;
import dev.nn.examples.lesson.network.PlaygroundLesson;
import dev.nn.examples.lesson.network.SameInPyTorch;
import dev.nn.examples.lesson.perceptron.BooleanFunctions;
import dev.nn.examples.lesson.perceptron.Datasets;
import dev.nn.examples.lesson.perceptron.PerceptronLesson;
import dev.nn.examples.lesson.perceptron.PerceptronTrainingLesson;
import dev.nn.examples.lesson.perceptron.PolynomialPerceptron;
import dev.nn.examples.lesson.perceptron.WatchPerceptron;
import dev.nn.examples.lesson.training.Autodiff;
import dev.nn.examples.lesson.training.Backpropagation;
import dev.nn.examples.lesson.training.BatchSize;
import dev.nn.examples.lesson.training.Convexity;
import dev.nn.examples.lesson.training.GradientDescent;
import dev.nn.examples.lesson.training.LossesLesson;
import dev.nn.examples.lesson.training.OptimisersLesson;
import dev.nn.examples.lesson.training.SineRegression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** The course: every lesson, in reading order. */
public final class Lessons {
    private static final List<Lesson> ALL = List.of(
            new Datasets(), //
            new PerceptronLesson(), //
            new PerceptronTrainingLesson(),
            new BooleanFunctions(),
            new PolynomialPerceptron(),
            new FirstMlp(),
            new AffineCollapse(),
            new ActivationsLesson(),
            new GradientDescent(),
            new Backpropagation(),
            new SineRegression(),
            new LossesLesson(),
            new OptimisersLesson(),
            new MnistBinary(),
            new MnistLesson(),
            new Overfitting(),
            new UniversalApproximation(),
            new PruningLesson(),
            new Luck(),
            new ScientistOrMachine(),
            new Autoencoder(),
            new Explain(),
            new ConvolutionLesson(),
            new PlaygroundLesson(),
            new SameInPyTorch(),
            new BatchSize(),
            new Autodiff(),
            new WatchPerceptron(),
            new Convexity(),
            new DepthOrWidth(),
            new TrustInSoftmax(),
            new MoreData(),
            new WhenToStop(),
            new DeepNetworks(),
            new SlideErrors());

    private Lessons() {}

    public static List<Lesson> all() {
        return ALL;
    }

    /**
     * The lesson with that name or number.
     *
     * @throws NoSuchElementException naming those with the nearest names
     */
    public static Lesson named(String name) {
        return ALL.stream()
                .filter(lesson -> lesson.about().name().equals(name)
                        || String.valueOf(lesson.about().number()).equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("unknown lesson '%s', %s".formatted(name, hint(name))));
    }

    private static String hint(String name) {
        if (name.matches("[-+]?\\d+")) {
            return "the numbers are %d to %d"
                    .formatted(
                            ALL.getFirst().about().number(),
                            ALL.getLast().about().number());
        }
        List<String> nearest = nearest(name);
        // A name that would have to be changed altogether was not meant.
        return Spelling.distance(name, nearest.getFirst()) >= name.length()
                        && !nearest.getFirst().contains(name)
                ? "nn lesson lists them"
                : "did you mean " + String.join(" or ", nearest) + "?";
    }

    /** The names that contain that one, or else those most like it; up to three. */
    private static List<String> nearest(String name) {
        List<String> names =
                ALL.stream().map(lesson -> lesson.about().name()).collect(Collectors.toCollection(ArrayList::new));
        List<String> longer =
                names.stream().filter(known -> known.contains(name)).limit(3).toList();
        if (!longer.isEmpty()) return longer;
        names.add(LessonCommand.ALL);
        names.sort(Comparator.comparingInt(known -> Spelling.distance(name, known)));
        int least = Spelling.distance(name, names.getFirst());
        return names.stream()
                .filter(known -> Spelling.distance(name, known) <= least + 1)
                .limit(3)
                .toList();
    }
}
