package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.Exercise;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Teaching;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a solution names is what comes out: the command of an exercise runs, and the numbers are read from the text. */
class ExercisesTest {
    /** An exercise that was done: what the lesson said, and the numbers in its solution. */
    private record Done(LessonReport report, double[] said) {
        double number(String name) {
            return report.number(name);
        }
    }

    /** Does the exercise with these settings; its solution has numbers where the pattern has #. */
    private static Done done(String name, String settings, String pattern) throws IOException {
        Lesson lesson = Lessons.named(name);
        LessonReport report = lesson.run(new LessonContext(
                LessonContext.DEFAULT_SEED, ParameterSettings.of(lesson, List.of(settings.split(" ", -1)))));
        List<Exercise> exercises = Teaching.of(name).filled(report).exercises().stream()
                .filter(exercise -> exercise.settings().equals(settings))
                .toList();
        assertThat(exercises).as("%s %s", name, settings).hasSize(1);
        return new Done(report, Sentences.numbers(exercises.getFirst().answer(), pattern));
    }

    @Test
    void noiseOnASine() throws IOException {
        Done done = done("datasets", "noise=0.5", "it is #\\. The best line is # away, .* by # even");
        assertThat(done.said()[0]).isCloseTo(done.number("offSine"), within(0.0051));
        assertThat(done.said()[1]).isCloseTo(done.number("offLine"), within(0.0051));
        double rest = Math.sqrt(Math.pow(done.number("offLine"), 2) - Math.pow(done.number("offSine"), 2));
        assertThat(done.said()[2]).isCloseTo(rest, within(0.0051));
    }

    @Test
    void tenPointsEach() throws IOException {
        Done done = done("datasets", "points=10", "has # or # of the ten");
        assertThat(Values.list(done.report(), "bestLines").subList(0, 2))
                .allMatch(share -> share >= done.said()[0] / 10 && share <= done.said()[1] / 10);
    }

    @Test
    void passesOfAPerceptron() throws IOException {
        Done done = done("perceptron-training", "rate=0.5", "# passes with # mistakes");
        assertThat(done.said()).containsExactly(done.number("animalPasses"), done.number("animalMistakes"));
        Done larger = done("watch-a-perceptron", "rate=2", "fewer: # in place");
        assertThat(larger.said()).containsExactly(larger.number("mistakes"));
        assertThat(done("watch-a-perceptron", "size=5 fur=1", "Yes").number("wrongLast"))
                .isZero();
    }

    @Test
    void functions() throws IOException {
        Done or = done("boolean-functions", "function=14", "for OR it is pass #");
        assertThat(or.said()).containsExactly(or.number("functionPasses"));
        assertThat(or.report().measured()).anyMatch(sentence -> sentence.contains("are (0,1,1)"));
        LessonReport xnor =
                done("boolean-functions", "function=9", "#·\\(1,0,0\\)").report();
        assertThat(xnor.measured())
                .anyMatch(sentence -> sentence.contains("1·(1,0,0) + 1·(1,1,1) = 1·(1,0,1) + 1·(1,1,0)"));
    }

    @Test
    void curvedBorders() throws IOException {
        Done turns = done("polynomial-perceptron", "turns=1", "order # on, with # parameters");
        assertThat(turns.said()[0]).isEqualTo(turns.number("firstSeparable"));
        assertThat(turns.number("products[2]")).isEqualTo(1);
        Done passes = done("polynomial-perceptron", "passes=100", "products: # % .*the #th");
        assertThat(passes.said()[0]).isCloseTo(100 * passes.number("products[9]"), within(0.51));
        assertThat(passes.said()[1]).isEqualTo(passes.number("scaledMistakes"));
    }

    @Test
    void bendsThatAreNotUsed() throws IOException {
        Done done = done("first-mlp", "scale=0.2", "has # % of the places");
        assertThat(100 * done.number("onLineWithSigmoid")).isEqualTo(done.said()[0]);
    }

    @Test
    void narrowLayers() throws IOException {
        Done one = done("affine-collapse", "nodes=1", "No"), two = done("affine-collapse", "nodes=2", "# to # %");
        assertThat(Values.list(one.report(), "tanh")).allMatch(share -> share <= one.number("bestLine"));
        assertThat(Values.list(two.report(), "tanh").subList(1, 5))
                .allMatch(share -> share > two.number("bestLine") && share <= 0.01 * two.said()[1] + 0.0051);
    }

    @Test
    void stepsOfDifferences() throws IOException {
        Done done = done("activations", "h=1e-10", "from # to #\\.");
        assertThat(done.number("derivativeError")).isBetween(done.said()[1] / 10, done.said()[1] * 10);
    }

    @Test
    void oneStepByHand() throws IOException {
        Done rate = done("backpropagation", "rate=2", "#, more than the # before");
        assertThat(rate.said()[0]).isCloseTo(rate.number("workedLossAfter"), within(5.1e-5));
        assertThat(rate.said()[1]).isCloseTo(rate.number("workedLoss"), within(5.1e-5));
        Done target = done("backpropagation", "target=-1", "is # before the step and # after");
        assertThat(target.said()[0]).isCloseTo(target.number("workedLoss"), within(5.1e-5));
        assertThat(target.said()[1]).isCloseTo(target.number("workedLossAfter"), within(5.1e-5));
    }

    @Test
    void downTheValley() throws IOException {
        Done steep = done("gradient-descent", "rate=0.21", "= #, while");
        assertThat(steep.said()[0]).isCloseTo(steep.number("y 0.21"), within(0.051));
        Done limit = done("gradient-descent", "rate=0.2", "x is at # after");
        assertThat(limit.said()[0]).isCloseTo(limit.number("x 0.2"), within(5.1e-5));
        assertThat(Math.abs(limit.number("y 0.2"))).isCloseTo(1, within(1e-9));
        Done best = done("gradient-descent", "rate=0.1", "= # %");
        assertThat(best.said()[0]).isCloseTo(best.number("x 0.1") / -4 * 100, within(0.051));
        assertThat(best.number("y 0.1")).isZero();
    }

    @Test
    void startsOfANetwork() throws IOException {
        Done eight = done("convexity", "units=8", "# to # apart with 2 units, and # to # with 8");
        assertThat(eight.number("networkWorst") - eight.number("networkBest"))
                .isBetween(eight.said()[2] - 0.0051, eight.said()[3] + 0.0051);
        Done one = done("convexity", "units=1", "loss, # to #,");
        assertThat(one.number("networkBest")).isGreaterThan(one.said()[0] - 0.0051);
        assertThat(one.number("networkWorst")).isLessThan(one.said()[1] + 0.0051);
        assertThat(one.number("betweenLoss")).isEqualTo(one.number("swappedLoss"));
    }

    @Test
    void slopesAtZero() throws IOException {
        Done done = done("autodiff", "a=0", "they are # and #:");
        assertThat(done.said()).containsExactly(done.number("slopeA"), done.number("slopeB"));
    }

    @Test
    @Tag("long")
    void roundsOnASine() throws IOException {
        Done rate = done("sine-regression", "rate=0.01", "larger, # to # in place");
        assertThat(rate.number("mse")).isBetween(0.8 * rate.said()[0], 1.2 * rate.said()[1]);
    }

    @Test
    @Tag("long")
    void twoDigitsThatAreAlike() throws IOException {
        Done done = done("mnist-binary", "no=3 yes=8", "gets # % right; # and #");
        assertThat(100 * done.number("accuracy")).isCloseTo(done.said()[0], within(0.51));
        assertThat(done.number("wrong")).isCloseTo(done.said()[1], within(5.0));
    }

    @Test
    @Tag("long")
    void shortTrainings() throws IOException {
        Done once = done("mnist", "epochs=1", "passes: #, # and #");
        assertThat(once.number("wrong")).isCloseTo(once.said()[0], within(10.0));
        Done few = done("mnist", "images=1000", "ends at # to # %");
        assertThat(100 * few.number("accuracy")).isBetween(few.said()[0] - 0.5, few.said()[1] + 0.5);
    }

    @Test
    @Tag("long")
    void penalties() throws IOException {
        Done none = done("overfitting", "l2=0", "row “nothing”|row \"nothing\"");
        assertThat(none.number("L2")).isEqualTo(none.number("nothing"));
        Done strong = done("overfitting", "l2=1", "some # %");
        assertThat(strong.number("L2")).isCloseTo(strong.said()[0], within(2.0));
    }

    @Test
    @Tag("long")
    void starts() throws IOException {
        List<Double> best = Values.list(
                done("universal-approximation", "starts=1", "with # of # doublings")
                        .report(),
                "best");
        assertThat(best.getLast()).isLessThan(best.getFirst());
        Done few = done("universal-approximation", "steps=400", "is # to # with");
        assertThat(few.number("best[6]")).isBetween(few.said()[0] - 0.0051, few.said()[1] + 0.0051);
    }

    @Test
    @Tag("long")
    void aFewTrainings() throws IOException {
        Done done = done("luck", "trainings=10", "not: # % of");
        assertThat(100 * done.number("best")).isCloseTo(done.said()[0], within(0.051));
    }

    @Test
    @Tag("long")
    void moreEvents() throws IOException {
        Done done = done("scientist-or-machine", "events=20000", "mean is # in place of #, .* fraction # in");
        assertThat(done.number("errors[1]")).isCloseTo(done.said()[0], within(5.1e-4));
        assertThat(done.number("errors[0]")).isCloseTo(done.said()[2], within(5.1e-4));
    }

    @Test
    @Tag("long")
    void singlePixels() throws IOException {
        Done done = done("explain", "radius=0", "keeps # %, with squares # %");
        assertThat(100 * done.number("occlusion[3]")).isCloseTo(done.said()[0], within(0.51));
    }

    @Test
    @Tag("long")
    void depths() throws IOException {
        Done many = done("depth-or-width", "parameters=3000", "wrong to # or # %, .* less than # %");
        assertThat(100 * many.number("wideError")).isBetween(many.said()[0] - 0.51, many.said()[1] + 0.51);
        assertThat(100 * many.number("deepestError")).isLessThan(many.said()[2]);
        Done easy = done("depth-or-width", "turns=1", "above # %");
        assertThat(100 * easy.number("deepestError")).isLessThanOrEqualTo(easy.said()[0]);
        assertThat(easy.number("wideError")).isZero();
    }

    @Test
    @Tag("long")
    void trust() throws IOException {
        Done brief = done("trust-in-softmax", "epochs=15", "was # and # points");
        assertThat(100 * brief.number("calibrationError")).isCloseTo(brief.said()[0], within(0.051));
        assertThat(brief.number("temperature")).isLessThan(1);
        Done many = done("trust-in-softmax", "images=20000 epochs=20", "# % of its answers.*error is # points");
        assertThat(100 * many.number("accuracy")).isCloseTo(many.said()[0], within(0.51));
        assertThat(100 * many.number("calibrationError")).isCloseTo(many.said()[1], within(0.051));
    }

    @Test
    @Tag("long")
    void changedCopies() throws IOException {
        Done done = done("more-data", "copies=2", "less: # % wrong .* and # % without.* some # real");
        assertThat(100 * done.number("changedcopies")).isCloseTo(done.said()[0], within(0.051));
        assertThat(100 * done.number("nothing")).isCloseTo(done.said()[1], within(0.051));
        assertThat(done.number("worth")).isCloseTo(done.said()[2], within(51.0));
    }

    @Test
    @Tag("long")
    void stopping() throws IOException {
        Done clean = done("when-to-stop", "noise=0", "any: # and .*, # and # % with");
        assertThat(clean.number("all")).isCloseTo(clean.said()[0], within(0.051));
        assertThat(clean.number("bestKept")).isCloseTo(clean.said()[1], within(0.051));
        Done patience = done("when-to-stop", "patience=1", "nothing: # % wrong");
        assertThat(patience.number("bestKept")).isCloseTo(patience.said()[0], within(0.051));
        Done many = done("when-to-stop", "images=10000", "it is # % .*: # % after");
        assertThat(many.number("bestKept")).isCloseTo(many.said()[0], within(0.51));
        assertThat(many.number("all")).isCloseTo(many.said()[1], within(0.51));
    }

    @Test
    @Tag("long")
    void fewImages() throws IOException {
        Done losses = done("losses", "images=1000", "only # steps, where one of 5,000 has #");
        assertThat(losses.number("crossEntropyEpochs")).isGreaterThan(15);
        assertThat(losses.number("leastSquaresEpochs")).isGreaterThan(15);
        Done slopes = done("losses", "z=-6", "^# times, in place of #");
        assertThat(slopes.number("gradientRatio")).isCloseTo(slopes.said()[0], within(0.51));
        Done race = done("optimisers", "images=1000", "after # epochs, .* more than #\\.");
        assertThat(race.number("adamBest")).isEqualTo(race.said()[0]);
        assertThat(race.number("sgdBest")).isGreaterThan(race.said()[1]);
    }

    @Test
    @Tag("long")
    void onePass() throws IOException {
        Done done = done(
                "pruning",
                "epochs=1",
                "many, # to # %.* without # % of its weights it still reads # %.*: # % are between");
        assertThat(100 * done.number("shareForOnePoint")).isEqualTo(done.said()[0]);
        assertThat(100 * done.number("shareForOnePointMost")).isEqualTo(done.said()[1]);
        assertThat(100 * done.number("accuracyTrimmed[11]")).isCloseTo(done.said()[3], within(0.51));
        double[] near = Sentences.numbers(done.report(), "weights # % are between");
        assertThat(near).containsExactly(done.said()[4]);
    }

    @Test
    @Tag("long")
    void deepStacks() throws IOException {
        Done shallow = done("deep-networks", "layers=3", "go from # to # %");
        double[] errors = errors(shallow);
        assertThat(100 * Arrays.stream(errors).min().orElseThrow()).isCloseTo(shallow.said()[0], within(0.051));
        assertThat(100 * Arrays.stream(errors).max().orElseThrow()).isCloseTo(shallow.said()[1], within(0.051));
        Done large = done("deep-networks", "scale=1", "better, # % .* worse, # %: .* are # times .* with # %");
        assertThat(100 * large.number("plain")).isCloseTo(large.said()[0], within(0.51));
        assertThat(100 * large.number("sums")).isCloseTo(large.said()[1], within(0.51));
        assertThat(large.number("sumsSignal")).isCloseTo(large.said()[2], within(100.0));
        assertThat(100 * large.number("both")).isCloseTo(large.said()[3], within(0.51));
        Done pairs = done("deep-networks", "batch=2", "norm # % .* with # %\\. Single .* with # %");
        assertThat(100 * pairs.number("batchNorm")).isCloseTo(pairs.said()[0], within(0.51));
        assertThat(100 * pairs.number("sums")).isCloseTo(pairs.said()[1], within(0.51));
        assertThat(100 * pairs.number("shallow")).isCloseTo(pairs.said()[2], within(0.051));
    }

    private static double[] errors(Done done) {
        return Stream.of("plain", "batchNorm", "layerNorm", "sums", "both")
                .mapToDouble(done::number)
                .toArray();
    }

    @Test
    void fewerBits() throws IOException {
        Done done = done("same-in-pytorch", "bits=8", "^# of 10,000, in place of #");
        assertThat(done.said()[0]).isEqualTo(done.number("correct"));
    }

    @Test
    void unitsThatLive() throws IOException {
        Done done = done("playground", "rate=0.03", "none: # to # %");
        assertThat(100 * done.number("deadShare")).isBetween(done.said()[0], done.said()[1] + 0.51);
    }
}
