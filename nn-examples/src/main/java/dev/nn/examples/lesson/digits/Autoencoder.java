package dev.nn.examples.lesson.digits;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.ImageDataset;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.digits.PrincipalComponents.Moments;
import dev.nn.examples.mnist.Digits;
import dev.nn.initializer.Initializer;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.metric.AreaUnderCurve;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lesson 20 shows a network that learns to copy digits through a narrow middle, and so notices a digit it never saw.
 *
 * <p>784 → 128 → 16 → 128 → 784, trained to give back its input: C, “Constructing an AutoEncoder for anomaly detection”. The
 * mean squared difference between image and copy is the score of an anomaly; the area under the curve (AUC) is the
 * probability that an image of the unknown digit scores higher than one of a known digit. The outputs are logits whose
 * sigmoids are the pixels, trained by the binary cross-entropy.
 *
 * <p>Run it: {@code ./nn lesson autoencoder}
 */
public final class Autoencoder implements Lesson {
    private static final Parameter MIDDLE =
            Parameter.whole("middle", "numbers that an image has to go through", 16, 1, 128);

    /** The digit that is left out first, and drawn. */
    static final int UNKNOWN = 2;

    private final int images;
    private final Parameter epochs;
    private final int[] unknowns;

    public Autoencoder() {
        this(false);
    }

    /** @param small fewer images, and only one digit left out, for the test */
    Autoencoder(boolean small) {
        images = small ? 6000 : 15_000;
        epochs = Parameter.whole("epochs", "passes of each training", small ? 6 : 7, 1, 100);
        unknowns = small ? new int[] {UNKNOWN} : new int[] {UNKNOWN, 0, 1, 3, 4, 5, 6, 7, 8, 9};
    }

    @Override
    public About about() {
        return new About(
                20,
                "autoencoder",
                "Copy what you know, stumble over what you don't",
                "C “Next Lecture: an AutoEncoder for anomaly detection”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(MIDDLE, epochs);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        int middle = context.whole(MIDDLE);
        Digits digits = Digits.mnist();
        float[] test = DigitDraw.features(digits.test());
        Table table = new Table(
                "Each digit left out in turn: AUC, the share of pairs in which the unknown digit's score is the higher one",
                "unknown digit | error of the copy | error per ink | error of %d principal components | ink alone"
                        .formatted(middle));
        Moments[] moments = moments(digits.train());
        float[] ink = ink(test, digits.test().size());
        double[] areas = new double[unknowns.length], perInk = areas.clone(), linear = areas.clone();
        float[] copies = new float[0], scores = new float[0];
        for (int u = 0; u < unknowns.length; u++) {
            int unknown = unknowns[u];
            Network network = train(digits.train(), unknown, context);
            float[] copy = network.predict(test),
                    score = errors(test, copy, digits.test().size());
            boolean[] strange = new boolean[score.length];
            for (int i = 0; i < score.length; i++) strange[i] = digits.test().label(i) == unknown;
            areas[u] = AreaUnderCurve.of(score, strange);
            perInk[u] = AreaUnderCurve.of(ratio(score, ink), strange);
            linear[u] = AreaUnderCurve.of(components(moments, unknown, middle).errors(test), strange);
            table.row(
                    "%d | %.3f | %.3f | %.3f | %.3f",
                    unknown, areas[u], perInk[u], linear[u], AreaUnderCurve.of(ink, strange));
            if (u > 0) continue;
            copies = copy;
            scores = score;
        }
        LessonReport report = new LessonReport("""
                A digit has to go through %d numbers and come out again as 784 pixels. That works only for what the network
                has seen often. Leave one digit out of the training, and its copies are poor: an anomaly, found without a
                single example of it.""".formatted(middle))
                .formula("x → 128 → %d → 128 → x̂,  score = 1/784 Σ (x − x̂)²".formatted(middle))
                .claim(
                        "“[A DNN] is powerful if we just want a quick/easy model to do something such as anomaly detection or classification.” (C)")
                .measured("""
                        Trained without the digit %d, the mean squared error of its copies is higher than that of a known digit's
                        copies with probability %.3f (AUC; ½ would be guessing). As many numbers, %d, made by a linear map, the
                        principal components, which need no training, reach %.3f: that much is no merit of the network.""", UNKNOWN, areas[0], middle, linear[0])
                .table(table)
                .picture(AutoencoderPictures.copies(digits.test(), copies, middle))
                .picture(AutoencoderPictures.histogram(digits.test(), scores))
                .value("auc", areas[0])
                .value("aucs", areas)
                .value("aucsPerInk", perInk)
                .value("aucsLinear", linear);
        if (areas.length > 1) {
            int worst = IntStream.range(0, areas.length)
                    .reduce((a, b) -> areas[a] <= areas[b] ? a : b)
                    .orElse(0);
            long better = IntStream.range(0, areas.length)
                    .filter(u -> areas[u] > linear[u])
                    .count();
            report.measured("""
                    Of ten digits, each left out in turn, the network beats the principal components for %d. Least strange is
                    the %d, with %.2f. A squared error grows with the ink there is to copy; divided by that, the %d has %.2f.""", better, unknowns[worst], areas[worst], unknowns[worst], perInk[worst]);
        }
        return report;
    }

    /** Sums over the images of each digit, for principal components of any nine digits. */
    private Moments[] moments(ImageDataset all) {
        return IntStream.range(0, Digits.CLASSES)
                .parallel()
                .mapToObj(digit -> Subset.where(all, row -> row < images && all.label(row) == digit))
                .map(subset -> Moments.of(DigitDraw.features(subset), all.features()))
                .toArray(Moments[]::new);
    }

    private static PrincipalComponents components(Moments[] moments, int unknown, int middle) {
        Moments known = IntStream.range(0, moments.length)
                .filter(digit -> digit != unknown)
                .mapToObj(digit -> moments[digit])
                .reduce(Moments::plus)
                .orElseThrow();
        return PrincipalComponents.of(known, middle);
    }

    private Network train(ImageDataset all, int unknown, LessonContext context) {
        int middle = context.whole(MIDDLE);
        Subset known = Subset.where(all, row -> row < images && all.label(row) != unknown);
        Dataset itself = DigitDraw.itself(known);
        // @start region="network"
        Network network = Network.input(all.features())
                .dense(128, Activation.RELU)
                .dense(middle)
                .dense(128, Activation.RELU)
                .dense(all.features())
                .build(Initializer.he(), context.seed());
        // @end
        Trainer.of(network, new BinaryCrossEntropy(), Adam.withLearningRate(0.002))
                .batchSize(64)
                .epochs(context.whole(epochs))
                .schedule(Schedule.cosine(0))
                .seed(context.seed())
                .fit(itself);
        return withSigmoid(network, middle);
    }

    /** The same network with the sigmoid as its last activation, so that outputs are pixels. */
    private static Network withSigmoid(Network trained, int middle) {
        Network network = Network.input(trained.in())
                .dense(128, Activation.RELU)
                .dense(middle)
                .dense(128, Activation.RELU)
                .dense(trained.out(), Activation.SIGMOID)
                .build(Initializer.constant(0), 0);
        System.arraycopy(trained.parameters(), 0, network.parameters(), 0, network.parameters().length);
        return network;
    }

    /** The mean squared difference of each image. */
    private static float[] errors(float[] x, float[] copy, int count) {
        int pixels = x.length / count;
        float[] errors = new float[count];
        for (int i = 0; i < x.length; i++) errors[i / pixels] += (x[i] - copy[i]) * (x[i] - copy[i]) / pixels;
        return errors;
    }

    /** The mean square of each image's pixels: what the error of an empty copy would be. */
    private static float[] ink(float[] x, int count) {
        return errors(x, new float[x.length], count);
    }

    private static float[] ratio(float[] values, float[] by) {
        float[] ratio = new float[values.length];
        for (int i = 0; i < ratio.length; i++) ratio[i] = values[i] / by[i];
        return ratio;
    }
}
