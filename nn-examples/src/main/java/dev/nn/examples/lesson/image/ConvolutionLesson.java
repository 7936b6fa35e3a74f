package dev.nn.examples.lesson.image;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Predictions;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.network.Convolution;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import java.io.IOException;
import java.util.List;

/**
 * Lesson 22 shows what a convolution is: one small filter everywhere. By hand, by its parameters, by what it sees, by what
 * it learns, and by digits that have moved.
 *
 * <p>z[h][w][f] = b[f] + Σ x[h + i][w + j][c] · W[i][j][c][f]: A, “Today’s Agenda”; C, “ANN – Zoo”.
 *
 * <p>Run it: {@code ./nn lesson convolution}; {@code ./nn mnist --model lenet} trains the network on all digits.
 */
public final class ConvolutionLesson implements Lesson {
    private static final int SHIFTS = 4;
    private static final int[] DENSE = {256, 128};

    private final Parameter images;
    private final Parameter epochs;
    private final int shifted;

    public ConvolutionLesson() {
        this(false);
    }

    /** @param small fewer images, for the test */
    ConvolutionLesson(boolean small) {
        images = Parameter.whole("images", "images to learn from", small ? 2_000 : 6_000, 100, 60_000);
        epochs = Parameter.whole("epochs", "passes over them", small ? 3 : 4, 1, 20);
        shifted = small ? 500 : 2_000;
    }

    @Override
    public About about() {
        return new About(
                22, "convolution", "Convolution: one small filter everywhere", "A “Today’s Agenda”; C “ANN – Zoo”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(images, epochs);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        int images = context.whole(this.images), epochs = context.whole(this.epochs);
        Digits digits = Digits.mnist();
        Dataset train = DigitDraw.first(digits.train(), images);
        Network mlp = DigitNetworks.train(train, epochs, context.seed(), DENSE);
        Network lenet = lenet(context.seed());
        DigitNetworks.trainer(lenet, epochs, context.seed()).fit(train);
        double right = Predictions.of(lenet, digits.test()).accuracy();
        double rightDense = Predictions.of(mlp, digits.test()).accuracy();
        float[] digit = new float[lenet.in()];
        digits.test().copyFeatures(0, digit, 0);
        LessonReport report = new LessonReport("""
                A dense layer has a weight for each pixel and each unit: it must learn what an edge is at every place anew. A
                convolution has one small filter that looks for the same thing everywhere. That needs few weights, and what is
                learnt at one place is known at all. Pooling keeps the strongest answer of a small square, so that the exact
                place matters less.""")
                .formula("z[h][w][f] = b[f] + Σ x[h + i][w + j][c] · W[i][j][c][f]   over i, j, c")
                .formula("pooled[h][w][f] = max of z[2h … 2h + 1][2w … 2w + 1][f]")
                .claim("“Convolutional Networks” end the agenda, with “(* Time dependent!)”: time ran out. (A)")
                .claim(
                        "“Kernel” and “Convolution or Pool” are two of the cells in the zoo of networks (C). Its others, such as recurrent and memory cells, are not part of this course.");
        ConvolutionByHand.addTo(report);
        addCounts(report, lenet, mlp);
        addReceptiveFields(report);
        addDirectLoop(report, lenet, digit);
        report.measured("""
                Trained %d times over %,d digits, the convolutions read %.2f %% of the 10,000 test images right, the dense
                layers %.2f %%.""", epochs, images, 100 * right, 100 * rightDense);
        addShifts(report, lenet, mlp, DigitDraw.first(digits.test(), shifted));
        return report.picture(ConvolutionPictures.handmade(digit))
                .picture(ConvolutionPictures.learnt(lenet))
                .picture(ConvolutionPictures.maps(lenet, digit))
                .value("accuracy", right)
                .value("accuracyDense", rightDense);
    }

    private static Network lenet(long seed) {
        return Network.image(28, 28, 1)
                .convolution(16, 5)
                .padding(2)
                .activation(Activation.RELU)
                .maxPool(2)
                .convolution(32, 5)
                .padding(2)
                .activation(Activation.RELU)
                .maxPool(2)
                .dense(128, Activation.RELU)
                .dense(Digits.CLASSES)
                .build(Initializer.he(), seed);
    }

    /** The first layer as a network of its own, with another activation. */
    static Network firstLayer(Network lenet, Activation activation) {
        Convolution layer = (Convolution) lenet.layers().getFirst();
        Network first = Network.image(28, 28, 1)
                .convolution(layer.shape().filters(), layer.shape().kernelHeight())
                .padding(layer.shape().top())
                .activation(activation)
                .build(Kernels.best());
        first.setLayerParameters(0, lenet.layerParameters(0));
        return first;
    }

    private static void addCounts(LessonReport report, Network lenet, Network mlp) {
        Table table = new Table("The network of convolutions, layer by layer", "layer | parameters | outputs");
        for (Layer layer : lenet.layers()) {
            table.row("%s | %,d | %,d", layer.describe(), layer.parameterCount(), layer.out());
        }
        table.row("together | %,d | ", lenet.parameterCount());
        Layer first = lenet.layers().getFirst();
        long dense = (long) (first.in() + 1) * first.out();
        report.table(table)
                .measured("""
                        The first convolution has %,d parameters for %,d outputs. A dense layer with as many outputs would have
                        %,d. In all there are %,d parameters, where the dense network has %,d.""", first.parameterCount(), first.out(), dense, lenet.parameterCount(), mlp.parameterCount())
                .value("firstParameters", first.parameterCount())
                .value("firstAsDense", dense)
                .value("parameters", lenet.parameterCount())
                .value("parametersDense", mlp.parameterCount());
    }

    private static void addReceptiveFields(LessonReport report) {
        int[][] stacks = {{5}, {5, 2}, {5, 2, 5}, {5, 2, 5, 2}};
        Table table = new Table(
                "What one number sees of the image",
                "behind | by the formula (pixels a side) | measured with one bright pixel at each place");
        double[] measured = new double[stacks.length], computed = new double[stacks.length];
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < stacks.length; i++) {
            int window = stacks[i][i];
            name.append(i == 0 ? "" : ", ").append(window % 2 == 0 ? "pooling 2×2" : "convolution 5×5");
            measured[i] = ReceptiveField.measured(stacks[i]);
            computed[i] = ReceptiveField.computed(stacks[i]);
            table.row("%s | %.0f | %.0f", name, computed[i], measured[i]);
        }
        report.formula("receptive field  r ← r + (window − 1)·step,  step ← step·stride")
                .table(table)
                .value("seesMeasured", measured)
                .value("seesComputed", computed);
    }

    private static void addDirectLoop(LessonReport report, Network lenet, float[] digit) {
        Convolution layer = (Convolution) lenet.layers().getFirst();
        double[] direct = DirectLoop.convolve(layer.shape(), digit, lenet.layerParameters(0));
        float[] ours = firstLayer(lenet, Activation.IDENTITY).predict(digit);
        double most = 0;
        for (int i = 0; i < ours.length; i++) most = Math.max(most, Math.abs(ours[i] - direct[i]));
        report.measured("""
                        Six plain loops in double precision give what the library's first layer gives: the largest difference of
                        %,d numbers is %.0e.""", ours.length, most).value("directDifference", most);
    }

    private static void addShifts(LessonReport report, Network lenet, Network mlp, Dataset test) {
        ShiftedDigits digits = new ShiftedDigits(test);
        double[] convolved = new double[SHIFTS + 1], dense = new double[SHIFTS + 1];
        Table table = new Table(
                "Right answers (%%) of %,d test digits moved in each direction".formatted(test.size()),
                "pixels | convolutions | dense layers");
        for (int pixels = 0; pixels <= SHIFTS; pixels++) {
            convolved[pixels] = digits.accuracy(lenet, pixels);
            dense[pixels] = digits.accuracy(mlp, pixels);
            table.row("%d | %.1f | %.1f", pixels, 100 * convolved[pixels], 100 * dense[pixels]);
        }
        report.measured(
                        """
                        Digits that have moved by 2 pixels cost the convolutions %.1f points, the dense layers %.1f; by %d pixels
                        %.1f and %.1f.""",
                        100 * (convolved[0] - convolved[2]),
                        100 * (dense[0] - dense[2]),
                        SHIFTS,
                        100 * (convolved[0] - convolved[SHIFTS]),
                        100 * (dense[0] - dense[SHIFTS]))
                .table(table)
                .picture(ConvolutionPictures.shifts(convolved, dense))
                .value("shifted", convolved)
                .value("shiftedDense", dense);
    }
}
